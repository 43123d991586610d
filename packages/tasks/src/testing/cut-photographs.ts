/** Parts of real photographs: what a test computes of them takes a fraction of what whole ones take. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePng, openDataset, type SizedImage } from '@yoto/datasets';

const CHANNELS = 3;
const WHITE = 255;

/** A folder below the data directory, and the size of each part, from the middle of its first pictures. */
export type Cuts = Readonly<Record<string, readonly { height: number; width: number }[]>>;

/** A new data directory with the folders of `cuts`; the caller removes it. */
export async function cutPhotographs(dataDir: string, cuts: Cuts): Promise<string> {
  const target = await mkdtemp(join(tmpdir(), 'yoto-cut-photographs-'));
  for (const [folder, sizes] of Object.entries(cuts)) {
    await mkdir(join(target, folder));
    const photographs = await openDataset(
      'images',
      { folder, evaluationShare: 0.5 },
      { dataDir, ownThread: false },
    );
    for (const [index, { height, width }] of sizes.entries()) {
      const part = middleOf(await photographs.evaluationImage(index), height, width);
      await writeFile(join(target, folder, `${index}.png`), await encodePng(part, width, height, CHANNELS));
    }
    await photographs.close();
  }
  return target;
}

function middleOf(image: SizedImage, height: number, width: number): Uint8Array {
  const top = (image.height - height) >> 1;
  const left = (image.width - width) >> 1;
  const rows = Array.from({ length: height }, (_, row) => {
    const start = CHANNELS * ((top + row) * image.width + left);
    return [...image.data.subarray(start, start + CHANNELS * width)];
  });
  return Uint8Array.from(rows.flat(), (value) => Math.round(WHITE * value));
}
