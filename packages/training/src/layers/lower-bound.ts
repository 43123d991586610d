import { tf } from '@yoto/engine';

/**
 * `max(x, bound)` for a constrained variable. Its gradient is that of `x`, also below the bound where a step of descent
 * would move `x` up: a value that has fallen below can come back, and none is pushed further down.
 * (TensorFlow Compression calls it "identity if towards".)
 */
export function lowerBound<T extends tf.Tensor>(x: T, bound: number): T {
  const bounded = tf.customGrad((...inputs: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [input, save] = inputs as [tf.Tensor, tf.GradSaveFunc];
    save([input]);
    return {
      value: tf.maximum(input, bound),
      gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => {
        const passes = tf.logicalOr(tf.greaterEqual(saved as tf.Tensor, bound), tf.less(dy, 0));
        return tf.mul(dy, tf.cast(passes, 'float32'));
      },
    };
  });
  return bounded(x) as T;
}
