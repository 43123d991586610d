import { randomStream } from '@yoto/core';
import { type Engine, openEngine, tf } from '@yoto/engine';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { klDivergence, reconstructionLoss } from './losses.ts';
import { reconstructionMetrics } from './metrics.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine('wasm', { threads: 1 });
}, 60_000);
afterAll(() => engine.dispose());

/** One picture of two pixels with one channel. */
const picture = (...pixels: number[]) => tf.tensor4d(pixels, [1, 1, pixels.length, 1]);
const value = (tensor: tf.Tensor) => tensor.dataSync()[0] as number;

describe('Gaussian reconstruction loss', () => {
  const loss = (x: number[], mean: number[], std: number[]) =>
    value(
      reconstructionLoss({ kind: 'gaussian', mean: picture(...mean), std: picture(...std) }, picture(...x)),
    );

  test('is the negative log density, summed over pixels', () => {
    const density = (x: number, mean: number, std: number) =>
      Math.exp(-((x - mean) ** 2) / (2 * std ** 2)) / (std * Math.sqrt(2 * Math.PI));
    const expected = -Math.log(density(0.3, -0.2, 0.7)) - Math.log(density(-1, 0.5, 2));
    expect(loss([0.3, -1], [-0.2, 0.5], [0.7, 2])).toBeCloseTo(expected, 5);
  });
  test('stays finite at the smallest standard deviation, also far away', () => {
    expect(loss([0.5], [0.5], [1e-6])).toBeCloseTo(Math.log(1e-6) + 0.5 * Math.log(2 * Math.PI), 4);
    expect(Number.isFinite(loss([1], [-1], [1e-6]))).toBe(true);
  });
  test('is smallest where the standard deviation equals the error', () => {
    const losses = [0.05, 0.1, 0.2].map((std) => loss([0.6], [0.5], [std]));
    expect(Math.min(...losses)).toBe(losses[1]);
  });
});

describe('Bernoulli reconstruction loss', () => {
  const loss = (x: number[], logits: number[]) =>
    value(reconstructionLoss({ kind: 'bernoulli', logits: picture(...logits) }, picture(...x)));

  test('is the cross-entropy, summed over pixels', () => {
    const entropy = (x: number, logit: number) => {
      const p = 1 / (1 + Math.exp(-logit));
      return -x * Math.log(p) - (1 - x) * Math.log(1 - p);
    };
    expect(loss([0.25, 1], [1.5, -2])).toBeCloseTo(entropy(0.25, 1.5) + entropy(1, -2), 5);
  });
  test.each([
    [1, 100, 0],
    [0, 100, 100],
    [1, -1000, 1000],
    [0, -1000, 0],
  ])('of x = %f is exact where sigmoid saturates (logit %f)', (x, logit, expected) => {
    expect(loss([x], [logit])).toBeCloseTo(expected, 4);
  });
  test('has the gradient sigmoid(logits) - x, also where it saturates', () => {
    const x = picture(0, 1, 0.5, 0);
    const gradient = tf.grad((logits) =>
      tf.sum(reconstructionLoss({ kind: 'bernoulli', logits: logits as tf.Tensor4D }, x)),
    )(picture(0, 200, -200, 200));
    expect([...gradient.dataSync()].map((g) => Number(g.toFixed(5)))).toEqual([0.5, 0, -0.5, 1]);
  });
});

describe('KL divergence', () => {
  const kl = (mean: number[], std: number[]) =>
    value(klDivergence({ mean: tf.tensor2d([mean]), std: tf.tensor2d([std]) }));

  test('is 0 for the prior and closed-form elsewhere, summed over latents', () => {
    expect(kl([0, 0], [1, 1])).toBeCloseTo(0, 6);
    const expected =
      0.5 * (0.5 ** 2 + 0.3 ** 2 - 1) - Math.log(0.3) + 0.5 * (2 ** 2 + 3 ** 2 - 1) - Math.log(3);
    expect(kl([0.5, -2], [0.3, 3])).toBeCloseTo(expected, 5);
  });
  test('agrees with a Monte-Carlo estimate', () => {
    const draws = randomStream(0, 'monte-carlo').normals(200_000);
    const [mean, std] = [0.8, 0.4];
    const logRatio = (unit: number) => -0.5 * unit ** 2 - Math.log(std) + 0.5 * (mean + std * unit) ** 2;
    const estimate = draws.reduce((sum, unit) => sum + logRatio(unit), 0) / draws.length;
    expect(kl([mean], [std])).toBeCloseTo(estimate, 2);
  });
  test('stays finite at the smallest standard deviation', () => {
    expect(kl([0], [1e-6])).toBeCloseTo(-0.5 - Math.log(1e-6), 4);
  });
});

describe('reconstruction metrics', () => {
  test('are of pixels in [0, 1]: Gaussian pixels are brought there and clipped', () => {
    const pixels = { kind: 'gaussian', mean: picture(0, 3), std: picture(1, 1) } as const;
    const { mse, psnr } = reconstructionMetrics(pixels, picture(0.2, 1));
    expect(value(mse)).toBeCloseTo(0.1 ** 2 / 2, 6);
    expect(value(psnr)).toBeCloseTo(-10 * Math.log10(0.1 ** 2 / 2), 3);
  });
  test('of Bernoulli pixels compare the probabilities', () => {
    const { mse } = reconstructionMetrics({ kind: 'bernoulli', logits: picture(0, 0) }, picture(0.5, 1));
    expect(value(mse)).toBeCloseTo(0.125, 6);
  });
  test('an exact picture has 100 dB', () => {
    const { psnr } = reconstructionMetrics({ kind: 'bernoulli', logits: picture(0) }, picture(0.5));
    expect(value(psnr)).toBeCloseTo(100, 3);
  });
});
