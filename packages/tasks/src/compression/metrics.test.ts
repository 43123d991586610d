import { type Engine, openEngine, tf } from '@yoto/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bitsPerPixel, distortion } from './losses.ts';
import { compressionMetrics } from './metrics.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine('wasm', { threads: 1 });
}, 60_000);
afterAll(() => engine.dispose());

const grey = (level: number, batch = 1): tf.Tensor4D => tf.fill([batch, 16, 16, 3], level);
const output = (reconstruction: tf.Tensor4D) => ({
  reconstruction,
  latentLikelihoods: tf.fill([reconstruction.shape[0], 1, 1, 4], 0.25) as tf.Tensor4D,
  hyperLikelihoods: tf.fill([reconstruction.shape[0], 1, 1, 2], 0.5) as tf.Tensor4D,
});
const valuesOf = (tensor: tf.Tensor) => [...tensor.dataSync()];

describe('the loss terms', () => {
  test('rate: the bits of both codes over the pixels of the image', () => {
    // Four values of two bits and two of one, on 256 pixels.
    expect(valuesOf(bitsPerPixel(output(grey(0.5, 2))))).toEqual([10 / 256, 10 / 256]);
  });
  test('distortion: the mean squared error of pixels from 0 to 255, of each image', () => {
    const reconstruction = tf.concat([grey(0.5), grey(0.7)]) as tf.Tensor4D;
    const [first, second] = valuesOf(distortion(reconstruction, grey(0.5, 2))) as [number, number];
    expect(first).toBe(0);
    expect(second).toBeCloseTo((0.2 * 255) ** 2, 2);
  });
});

describe('the metrics', () => {
  test('are of pictures that are clipped and rounded to 8 bits', () => {
    const { psnr, bpp } = compressionMetrics(output(grey(1.7)), grey(254 / 255));
    expect(valuesOf(psnr)[0]).toBeCloseTo(20 * Math.log10(255), 3);
    expect(valuesOf(bpp)).toEqual([10 / 256]);
    const rounded = compressionMetrics(output(grey(0.3 / 255)), grey(0));
    expect(valuesOf(rounded.psnr)[0]).toBeCloseTo(100, 3);
  });
  test('of an exact picture are finite: 100 dB', () => {
    const metrics = compressionMetrics(output(grey(0.2)), grey(0.2));
    expect(valuesOf(metrics['ms-ssim'])[0]).toBeCloseTo(1, 5);
    expect(valuesOf(metrics['ms-ssim-db'])[0]).toBeGreaterThan(45);
  });
  test('MS-SSIM in dB is -10 log10(1 - MS-SSIM)', () => {
    const metrics = compressionMetrics(output(grey(0.2)), grey(0.8));
    const similarity = valuesOf(metrics['ms-ssim'])[0] as number;
    expect(similarity).toBeLessThan(0.9);
    expect(valuesOf(metrics['ms-ssim-db'])[0]).toBeCloseTo(-10 * Math.log10(1 - similarity), 4);
  });
});
