import { rm } from 'node:fs/promises';
import { encodePicture, openDataset } from '@yoto/datasets';
import { type Engine, openEngine, tf } from '@yoto/engine';
import type { Batches, HostPicture } from '@yoto/training';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MADE_PHOTOGRAPHS, makePhotographs } from '../testing/made-photographs.ts';
import { compressionCodecs } from './classical-codecs.ts';
import { measureClassicalCodec } from './measure-classical-codec.ts';

let engine: Engine;
let dataDir: string;
let evaluation: Batches;
let picture: { height: number; width: number; data: Float32Array };
beforeAll(async () => {
  engine = await openEngine('wasm', { threads: 1 });
  dataDir = await makePhotographs();
  const photographs = await openDataset('images', MADE_PHOTOGRAPHS, { dataDir, ownThread: false });
  picture = await photographs.evaluationImage(0);
  const { height, width, data } = picture;
  evaluation = { count: 1, at: async () => ({ images: { shape: [1, height, width, 3], data } }) };
  await photographs.close();
}, 60_000);
afterAll(async () => {
  engine.dispose();
  await rm(dataDir, { recursive: true });
});

test('the rate is that of the file, the error that of its pixels', async () => {
  const { data, height, width } = picture;
  const size = { height, width };
  const pixels = Uint8Array.from(data, (value) => Math.round(value * 255));
  const { bytes, pixels: decoded } = await encodePicture(pixels, size, 'jpeg', { quality: 50 });
  const squares = pixels.reduce((sum, value, i) => sum + (value - (decoded[i] ?? 0)) ** 2, 0);
  const error = squares / pixels.length;
  const shown: [number, HostPicture][] = [];
  const show = async (example: number, one: HostPicture) => void shown.push([example, one]);
  const values = await measureClassicalCodec(evaluation, { id: 'jpeg', setting: 50, show });
  expect(shown).toEqual([[0, { ...size, channels: 3, pixels: decoded }]]);
  const bitsPerPixel = (8 * bytes.length) / (size.height * size.width);
  expect(values).toMatchObject({ bpp: [bitsPerPixel], rate: [bitsPerPixel] });
  expect(values.distortion[0]).toBeCloseTo(error, 1);
  expect(values.psnr[0]).toBeCloseTo(20 * Math.log10(255) - 10 * Math.log10(error), 2);
});

test.each(compressionCodecs)(
  '$id: more bits for better pictures, at all default qualities',
  async (codec) => {
    const before = tf.memory().numTensors;
    const { defaults } = codec.setting;
    const values: Awaited<ReturnType<typeof measureClassicalCodec>>[] = [];
    for (const setting of defaults)
      values.push(await measureClassicalCodec(evaluation, { id: codec.id, setting }));
    expect(tf.memory().numTensors).toBe(before);
    for (const name of ['bpp', 'psnr', 'ms-ssim', 'ms-ssim-db'] as const) {
      const curve = values.flatMap((one) => one[name]);
      expect(curve, name).toHaveLength(defaults.length);
      expect(curve, name).toEqual(curve.toSorted((a, b) => a - b));
    }
  },
);

test('an unknown codec is refused', async () => {
  await expect(measureClassicalCodec(evaluation, { id: 'bpg', setting: 50 })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});
