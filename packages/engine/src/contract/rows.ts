import { it } from 'vitest';
import { tf } from '../tf.ts';
import { type Compute, expectReference, withGradients } from './compare.ts';

export function rowContract(): void {
  it('splits and joins along any axis, forward and backward', async () => {
    for (const axis of [0, 1, 2, 3]) {
      const shape = [4, 4, 6, 4];
      const swap = withGradients((x) => {
        const [first, second, third] = tf.split(x, axis === 2 ? [1, 3, 2] : [1, 2, 1], axis);
        if (first === undefined || second === undefined || third === undefined)
          throw new Error('split gave too few');
        return tf.concat([third, tf.square(first), second], axis);
      });
      await expectReference(swap, [shape, shape], axis);
    }
  });

  it('slices along one axis or more, forward and backward', async () => {
    const slices: [number[], number[]][] = [
      [
        [0, 1, 0],
        [4, 3, 6],
      ],
      [
        [1, 0, 0],
        [2, 5, 6],
      ],
      [
        [0, 0, 2],
        [4, 5, 1],
      ],
      [
        [1, 2, 3],
        [2, 2, 2],
      ],
    ];
    for (const [begin, size] of slices)
      await expectReference(
        withGradients((x) => tf.slice(x, begin, size)),
        [[4, 5, 6], size],
      );
  });

  it('joins whole numbers, and shares buffers safely', async () => {
    const compute: Compute = (x: tf.Tensor) => {
      const copy = tf.clone(x);
      const shaped = tf.cast(tf.reshape(copy, [6]), 'float32');
      copy.dispose();
      return [
        tf.mul(shaped, 2),
        tf.concat([tf.tensor1d([1, 2], 'int32'), tf.tensor1d([3], 'int32')]),
        tf.add(x, 1),
      ];
    };
    await expectReference(compute, [[2, 3]]);
  });
}
