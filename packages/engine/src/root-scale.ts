import { hasOwnKernel, runOwnKernel, runOwnKernels } from './own-kernels.ts';
import { tf } from './tf.ts';

/**
 * x / sqrt(norm), or x * sqrt(norm) when `inverse`, both of one shape: the last step of divisive normalisation (Balle et
 * al. 2016). One pass each way on TensorFlow with our operations, tfjs operations elsewhere.
 */
export function rootScale<T extends tf.Tensor>(x: T, norm: T, inverse = false): T {
  if (!tf.util.arraysEqual(x.shape, norm.shape)) {
    throw new RangeError(`rootScale: x is [${x.shape}], so norm must be, not [${norm.shape}]`);
  }
  if (!hasOwnKernel('YotoRootScale')) return tf.mul(x, inverse ? tf.sqrt(norm) : tf.rsqrt(norm));
  const scale = tf.customGrad((...inputs: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [a, b, save] = inputs as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    save([a, b]);
    return {
      value: runOwnKernel('YotoRootScale', { x: a, norm: b }, { inverse }),
      gradFunc(dy: tf.Tensor, saved: tf.Tensor[]) {
        const [savedX, savedNorm] = saved as [tf.Tensor, tf.Tensor];
        return runOwnKernels('YotoRootScaleGrad', { x: savedX, norm: savedNorm, dy }, { inverse });
      },
    };
  });
  return scale(x, norm) as T;
}
