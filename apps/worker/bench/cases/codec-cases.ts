// Compressing and decompressing one picture of Kodak's size with the real codec and an untrained model.
import { randomStream } from '@yoto/core';
import { openCodec, type RgbPicture, untrainedCheckpoint } from '@yoto/tasks/codec';
import type { BenchCase, BenchCaseEntry } from '../bench-case.ts';

const WIDTH = 768;
const HEIGHT = 512;
export const MEGAPIXELS = (WIDTH * HEIGHT) / 1e6;
const LAMBDA = 0.02;
const CHANNELS = [64, 192];
const IDENTITY = { modelId: 'benchmark', fingerprint: '0'.repeat(64) };

/** Waves and grain. */
function picture(): RgbPicture {
  const random = randomStream(1, 'picture');
  const data = Uint8Array.from({ length: WIDTH * HEIGHT * 3 }, (_, index) => {
    const [row, column] = [Math.floor(index / 3 / WIDTH), Math.floor(index / 3) % WIDTH];
    return 128 + 80 * Math.sin(0.02 * row) * Math.cos(0.03 * column) + 20 * (random.uniform() - 0.5);
  });
  return { width: WIDTH, height: HEIGHT, data };
}

async function openCodecCase(channels: number, direction: 'compress' | 'decompress'): Promise<BenchCase> {
  const checkpoint = await untrainedCheckpoint({ channels }, { name: 'yoto', kind: 'yoto' });
  const codec = openCodec(checkpoint, IDENTITY);
  const original = picture();
  if (direction === 'compress') {
    return { step: () => codec.compress(original, LAMBDA), dispose: codec.dispose };
  }
  const { file } = await codec.compress(original, LAMBDA);
  return { step: () => codec.decompress(file), dispose: codec.dispose };
}

export const CODEC_CASES: BenchCaseEntry[] = CHANNELS.flatMap((channels) =>
  (['compress', 'decompress'] as const).map((direction) => ({
    id: `${direction}-${channels}`,
    title: `${direction}, ${channels} channels`,
    batch: 1,
    open: () => openCodecCase(channels, direction),
  })),
);
