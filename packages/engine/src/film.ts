import { hasOwnKernel, runOwnKernel, runOwnKernels } from './own-kernels.ts';
import { tf } from './tf.ts';

/**
 * Feature-wise linear modulation (Perez et al. 2018): x * scale + shift, where x is [batch, ..., channels] and scale and
 * shift are [batch, channels], then a leaky ReLU of slope `slope` (above 0; 1 is none). One pass forward and one backward on
 * wasm, few on TensorFlow, tfjs operations elsewhere.
 */
export function film<T extends tf.Tensor>(x: T, scale: tf.Tensor2D, shift: tf.Tensor2D, slope = 1): T {
  const [batch, channels] = [x.shape[0] ?? 0, x.shape.at(-1) ?? 0];
  for (const given of [scale, shift]) {
    if (x.rank < 2 || given.shape[0] !== batch || given.shape[1] !== channels) {
      throw new RangeError(
        `film: x is [${x.shape}], so scale and shift must be [${batch},${channels}], not [${given.shape}]`,
      );
    }
  }
  if (!(slope > 0)) throw new RangeError(`film: the slope must be above 0, not ${slope}`);
  const isOurs = hasOwnKernel('YotoFilm');
  return (isOurs ? fused(x, scale, shift, slope) : composed(x, scale, shift, slope)) as T;
}

function composed(x: tf.Tensor, scale: tf.Tensor2D, shift: tf.Tensor2D, slope: number): tf.Tensor {
  const shape = x.shape.map((size, axis) => (axis === 0 || axis === x.rank - 1 ? size : 1));
  const modulated = tf.add(tf.mul(x, tf.reshape(scale, shape)), tf.reshape(shift, shape));
  return slope === 1 ? modulated : tf.leakyRelu(modulated, slope);
}

function fused(x: tf.Tensor, scale: tf.Tensor, shift: tf.Tensor, slope: number): tf.Tensor {
  const modulate = tf.customGrad((...inputs: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [a, b, c, save] = inputs as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const value = runOwnKernel('YotoFilm', { x: a, scale: b, shift: c }, { slope });
    save([a, b, c, value]);
    return {
      value,
      gradFunc(dy: tf.Tensor, saved: tf.Tensor[]) {
        const [savedX, savedScale, savedShift, y] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
        const given = { x: savedX, scale: savedScale, shift: savedShift, y, dy };
        return runOwnKernels('YotoFilmGrad', given, { slope });
      },
    };
  });
  return modulate(x, scale, shift);
}
