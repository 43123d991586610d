/** Pictures with smooth parts, edges and textures, for tests that need files where no photographs are. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomStream } from '@yoto/core';
import { encodePng } from '@yoto/datasets';

const COUNT = 6;
const HEIGHT = 80;
const WIDTH = 96;

/** The parameters of the data set `images` for the folder that `makePhotographs` fills. */
export const MADE_PHOTOGRAPHS = { folder: 'made', evaluationShare: 0.3, cropSize: 64 };

/** A new data directory, always with the same pictures; the caller removes it. */
export async function makePhotographs(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'yoto-made-photographs-'));
  const folder = join(dataDir, MADE_PHOTOGRAPHS.folder);
  await mkdir(folder);
  for (let index = 0; index < COUNT; index++) {
    await writeFile(join(folder, `${index}.png`), await encodePng(pixels(index), WIDTH, HEIGHT, 3));
  }
  return dataDir;
}

/** Two waves a channel, brighter within a disc, and some grain. */
function pixels(index: number): Uint8Array {
  const random = randomStream(index, 'made-photograph');
  const waves = Array.from({ length: 6 }, () => ({
    down: 0.3 * random.uniform(),
    right: 0.3 * random.uniform(),
    phase: 6 * random.uniform(),
  }));
  const disc = {
    row: HEIGHT * random.uniform(),
    column: WIDTH * random.uniform(),
    radius: 15 + 25 * random.uniform(),
  };
  return Uint8Array.from({ length: HEIGHT * WIDTH * 3 }, (_, i) => {
    const [row, column, channel] = [Math.floor(i / 3 / WIDTH), Math.floor(i / 3) % WIDTH, i % 3];
    const isInside = Math.hypot(row - disc.row, column - disc.column) < disc.radius;
    let value = isInside ? 170 : 110;
    for (const { down, right, phase } of waves.slice(2 * channel, 2 * channel + 2))
      value += 30 * Math.sin(down * row + right * column + phase);
    return Math.round(Math.min(255, Math.max(0, value + 6 * (random.uniform() - 0.5))));
  });
}
