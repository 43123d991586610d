import { expect, test } from 'vitest';
import { compressToSize } from './compress-to-size.ts';
import type { ImageCodec } from './open-codec.ts';
import type { RgbPicture } from './rgb-picture.ts';

test('a size is reached from below, or it is said why not', async () => {
  const bitsAt = (lambda: number) => Math.round(800 * lambda ** 0.6);
  const codec = {
    limits: { term: 'distortion', min: 0.001, max: 1 },
    compress: async (_picture: RgbPicture, lambda: number) =>
      ({ lambda, bits: bitsAt(lambda) }) as Awaited<ReturnType<ImageCodec['compress']>>,
  };
  const small = { width: 10, height: 10, data: new Uint8Array(300) };
  for (const target of [0.2, 1, 3, 7.9]) {
    const { bits, lambda, trials, reachedTarget } = await compressToSize(codec, small, target);
    expect(bits / 100).toBeLessThanOrEqual(target);
    expect(bitsAt(lambda * 1.05) / 100).toBeGreaterThan(target);
    expect(trials).toBeLessThan(15);
    expect(reachedTarget).toBe(true);
  }
  expect(await compressToSize(codec, small, 8)).toMatchObject({ lambda: 1, reachedTarget: true });
  const saturated = await compressToSize(codec, small, 9);
  expect(saturated).toMatchObject({ lambda: 1, trials: 1, reachedTarget: false });
  await expect(compressToSize(codec, small, 0.1)).rejects.toThrow(/smallest file .* 0\.130 bits/);
});
