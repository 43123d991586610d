import { randomStream } from '@yoto/core';
import { tf } from '@yoto/engine';
import { describe, expect, test } from 'vitest';
import { useEngine } from '../testing/use-engine.ts';
import { conv2d, conv2dTranspose } from './convolution.ts';
import { dense } from './dense.ts';
import { varianceScaling, zeros } from './initialisers.ts';
import { createParameters } from './parameters.ts';

useEngine();

const ones = (shape: readonly number[]) => zeros(shape, randomStream(0, '')).fill(1);

describe('varianceScaling', () => {
  const values = (shape: number[], mode: 'fan-in' | 'fan-average') =>
    varianceScaling({ scale: 2, mode })(shape, randomStream(3, 'kernel'));
  const variance = (draws: Float32Array) => draws.reduce((sum, x) => sum + x * x, 0) / draws.length;

  test('has variance scale / fan and is truncated at two standard deviations', () => {
    const draws = values([3, 3, 40, 60], 'fan-in');
    expect(variance(draws) / (2 / 360)).toBeCloseTo(1, 1);
    const limit = (2 * Math.sqrt(2 / 360)) / 0.8796;
    expect(Math.max(...draws.map(Math.abs))).toBeLessThan(limit);
    expect(Math.max(...draws.map(Math.abs))).toBeGreaterThan(limit * 0.98);
    expect(variance(values([3, 3, 40, 60], 'fan-average')) / (2 / 450)).toBeCloseTo(1, 1);
    expect(variance(values([300, 50], 'fan-in')) / (2 / 300)).toBeCloseTo(1, 1);
  });
});

describe('layers', () => {
  const parameters = createParameters(1);
  const sizes = { inputs: 2, outputs: 3, size: 3, initialiser: ones };

  test('dense', () => {
    const layer = dense(parameters, 'dense', { inputs: 2, outputs: 3, initialiser: ones });
    expect([...layer(tf.tensor2d([1, 2], [1, 2])).dataSync()]).toEqual([3, 3, 3]);
  });
  test('a convolution divides the size by its stride, a transposed one multiplies it', () => {
    const image = tf.ones([1, 5, 7, 2]) as tf.Tensor4D;
    expect(conv2d(parameters, 'down', { ...sizes, stride: 2 })(image).shape).toEqual([1, 3, 4, 3]);
    expect(conv2dTranspose(parameters, 'up', { ...sizes, stride: 2 })(image).shape).toEqual([1, 10, 14, 3]);
    expect(conv2dTranspose(parameters, 'same', { ...sizes, stride: 1 })(image).shape).toEqual([1, 5, 7, 3]);
    const inner = conv2d(parameters, 'flat', { ...sizes, stride: 1 })(image).slice(
      [0, 2, 2, 0],
      [1, 1, 1, 1],
    );
    expect(inner.dataSync()[0]).toBe(18);
  });
  test('variables are named and made once', () => {
    expect([...parameters.all().keys()]).toEqual(
      expect.arrayContaining(['dense/kernel', 'down/bias', 'up/kernel']),
    );
    expect(() => dense(parameters, 'dense', { inputs: 1, outputs: 1, initialiser: ones })).toThrow(
      /dense\/kernel/,
    );
  });
});
