import { it } from 'vitest';
import { tf } from '../tf.ts';
import { type Compute, expectReference, withGradients } from './compare.ts';
import type { Thinned } from './thinned.ts';

const SHAPES = [[3, 4, 5, 7], [100, 3], [2, 2, 2, 64], [1, 5], [129, 6], [2, 1, 70, 3], [5]];
const AXES = [[0], [1], [0, 1], [1, 2], [1, 2, 3], [0, 1, 2], [0, 2], [0, 1, 2, 3]];

/** Every shape with every set of its axes, both kept and dropped. */
const CASES = SHAPES.flatMap((shape) =>
  AXES.filter((axes) => Math.max(...axes) < shape.length).flatMap((axes) =>
    [tf.sum, tf.mean].flatMap((reduce) =>
      [false, true].map((keepDims) => ({ shape, axes, reduce, keepDims })),
    ),
  ),
);

export function reductionContract(thinned: Thinned, longRow: number): void {
  it('sums and averages over any axes, forward and backward', async () => {
    for (const { shape, axes, reduce, keepDims } of thinned(CASES)) {
      const kept = shape.flatMap((size, axis) => (axes.includes(axis) ? (keepDims ? [1] : []) : [size]));
      await expectReference(
        withGradients((x) => reduce(x, axes, keepDims)),
        [shape, kept],
      );
    }
  });

  it('sums long rows and columns', async () => {
    const sums: Compute = (x: tf.Tensor) => [tf.sum(x), tf.sum(x, 0), tf.sum(x, 1), tf.mean(x)];
    await expectReference(sums, [[7, longRow]]);
    await expectReference(sums, [[longRow, 7]]);
  });

  it('sums whole numbers', async () => {
    await expectReference(() => tf.sum(tf.tensor1d([1, 2, 3], 'int32')), []);
  });
}
