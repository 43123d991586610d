import { it } from 'vitest';
import { tf } from '../tf.ts';
import { type Compute, expectReference, withGradients } from './compare.ts';
import type { Thinned } from './thinned.ts';

/** m, k, n */
const SHAPES = [
  [1, 1, 1],
  [3, 5, 7],
  [4, 8, 8],
  [17, 33, 9],
  [128, 64, 20],
  [300, 10, 12],
  [5, 450, 3],
] as const;
const TRANSPOSITIONS = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;

export function productContract(thinned: Thinned): void {
  it('multiplies matrices, transposed or not, one or a batch', async () => {
    for (const [m, k, n] of thinned(SHAPES)) {
      for (const [transposeA, transposeB] of TRANSPOSITIONS) {
        const a = transposeA ? [k, m] : [m, k];
        const b = transposeB ? [n, k] : [k, n];
        const compute: Compute = (x: tf.Tensor, y: tf.Tensor) => tf.matMul(x, y, transposeA, transposeB);
        await expectReference(compute, [a, b]);
        await expectReference(compute, [
          [3, ...a],
          [3, ...b],
        ]);
        await expectReference(compute, [
          [3, ...a],
          [1, ...b],
        ]);
      }
    }
  });

  // Engines split such sums among threads.
  it('multiplies matrices whose sums are long', async () => {
    for (const [transposeA, transposeB] of TRANSPOSITIONS) {
      const compute: Compute = (x: tf.Tensor, y: tf.Tensor) => tf.matMul(x, y, transposeA, transposeB);
      const [m, k, n] = [8, 2304, 24];
      await expectReference(compute, [transposeA ? [k, m] : [m, k], transposeB ? [n, k] : [k, n]]);
    }
  });

  it('multiplies with bias and activation', async () => {
    for (const activation of ['linear', 'relu', 'leakyrelu'] as const) {
      const compute: Compute = (a: tf.Tensor2D, b: tf.Tensor2D, bias: tf.Tensor1D) =>
        tf.fused.matMul({ a, b, bias, activation, leakyreluAlpha: 0.3 });
      await expectReference(compute, [[5, 9], [9, 11], [11]]);
      await expectReference(compute, [[301, 9], [9, 11], [11]]);
    }
  });

  it('differentiates a dense layer', async () => {
    const dense = withGradients((a, b, bias) =>
      tf.fused.matMul({ a: a as tf.Tensor2D, b: b as tf.Tensor2D, bias: bias as tf.Tensor1D }),
    );
    await expectReference(dense, [[6, 13], [13, 10], [10], [6, 10]]);
    await expectReference(
      withGradients((a, b) => tf.matMul(a, b)),
      [
        [130, 13],
        [13, 31],
        [130, 31],
      ],
    );
  });
}
