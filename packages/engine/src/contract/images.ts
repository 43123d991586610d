import { expect, it } from 'vitest';
import { tf } from '../tf.ts';
import { expectReference, withGradients } from './compare.ts';
import type { Thinned } from './thinned.ts';

type Images = [number, number, number, number];

const SHAPES: Images[] = [
  [2, 7, 9, 3],
  [3, 8, 5, 4],
  [1, 6, 6, 17],
];

/** above, below, left, right */
const BORDERS: Images[] = [
  [1, 1, 1, 1],
  [4, 4, 4, 4],
  [0, 3, 2, 0],
];

const POOLS: [size: number, stride: number, pad: 'same' | 'valid'][] = [
  [2, 2, 'same'],
  [2, 2, 'valid'],
  [3, 1, 'same'],
  [3, 2, 'valid'],
  [3, 2, 'same'],
];

const PERMUTATIONS: [shape: number[], permutation: number[]][] = [
  [
    [5, 7],
    [1, 0],
  ],
  [
    [130, 9],
    [1, 0],
  ],
  [
    [2, 3, 4, 5],
    [3, 0, 1, 2],
  ],
  [
    [2, 3, 4, 5],
    [0, 3, 1, 2],
  ],
  [
    [2, 3, 4, 5],
    [0, 2, 1, 3],
  ],
  [
    [2, 1, 4, 5],
    [0, 1, 3, 2],
  ],
  [
    [4, 3, 6],
    [2, 1, 0],
  ],
  [
    [4, 3, 6],
    [1, 0, 2],
  ],
  [
    [1, 3, 6],
    [1, 0, 2],
  ],
];

export function imageContract(thinned: Thinned): void {
  it('mirrors borders, forward and backward', async () => {
    for (const [batch, height, width, channels] of SHAPES) {
      for (const [above, below, left, right] of BORDERS) {
        for (const mode of ['reflect', 'symmetric'] as const) {
          const pad = (x: tf.Tensor) =>
            tf.mirrorPad(
              x,
              [
                [0, 0],
                [above, below],
                [left, right],
                [0, 0],
              ],
              mode,
            );
          const padded = [batch, height + above + below, width + left + right, channels];
          await expectReference(withGradients(pad), [[batch, height, width, channels], padded]);
          await expectAdjoint(pad, [batch, height, width, channels], padded);
        }
      }
    }
  });

  it('resizes to the nearest neighbour, forward and backward', async () => {
    for (const [batch, height, width, channels] of SHAPES) {
      const sizes: [number, number][] = [
        [2 * height, 2 * width],
        [height + 3, width - 2],
        [1, 1],
      ];
      for (const size of sizes) {
        for (const alignCorners of [false, true]) {
          const resize = (x: tf.Tensor) =>
            tf.image.resizeNearestNeighbor(x as tf.Tensor4D, size, alignCorners);
          await expectReference(resize, [[batch, height, width, channels]]);
          // The reference's gradient rounds halves otherwise than its result does.
          await expectAdjoint(resize, [batch, height, width, channels], [batch, ...size, channels]);
        }
      }
    }
  });

  it('pools by the maximum, forward and backward', async () => {
    for (const shape of SHAPES) {
      for (const [size, stride, pad] of POOLS) {
        const out = tf.backend_util.computePool2DInfo(shape, size, stride, 1, pad).outShape;
        const pool = withGradients((x) => tf.maxPool(x as tf.Tensor4D, size, stride, pad));
        await expectReference(pool, [shape, out]);
      }
    }
  });

  it('permutes axes, forward and backward', async () => {
    for (const [shape, permutation] of thinned(PERMUTATIONS)) {
      const permuted = permutation.map((axis) => shape[axis] ?? 1);
      await expectReference(
        withGradients((x) => tf.transpose(x, permutation)),
        [shape, permuted],
      );
    }
  });
}

/** <f(x), dy> = <x, gradient of f at dy>: what every gradient of a linear function must satisfy. */
async function expectAdjoint(f: (x: tf.Tensor) => tf.Tensor, shape: number[], out: number[]): Promise<void> {
  const sides = tf.tidy(() => {
    const x = tf.randomNormal(shape, 0, 1, 'float32', 1);
    const dy = tf.randomNormal(out, 0, 1, 'float32', 2);
    return [tf.sum(tf.mul(f(x), dy)), tf.sum(tf.mul(x, tf.grad(f)(x, dy)))];
  });
  const [[left = 0] = [], [right = 1] = []] = await Promise.all(
    sides.map(async (side) => [...(await side.data())]),
  );
  tf.dispose(sides);
  expect(Math.abs(left - right)).toBeLessThan(1e-3 * Math.max(10, Math.abs(left)));
}
