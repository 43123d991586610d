/** Codes are integers; in training, noise as wide as the rounding stands for it, so that gradients pass. */
import { tf } from '@yoto/engine';
import type { ForwardContext } from '@yoto/training';

/** `values` rounded to integers (halves to the even one), or in training with uniform noise from (-1/2, 1/2) added. */
export function quantise(
  values: tf.Tensor4D,
  name: string,
  { mode, noise }: Pick<ForwardContext, 'mode' | 'noise'>,
): tf.Tensor4D {
  if (mode === 'evaluate') return tf.round(values);
  return tf.add<tf.Tensor4D>(values, tf.sub(noise.uniform(name, values.shape), 0.5));
}
