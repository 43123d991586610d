import { hasOwnKernel, runOwnKernels } from './own-kernels.ts';
import { tf } from './tf.ts';

/**
 * Instance normalisation (Ulyanov et al. 2016), conditional when images differ in scale and shift (Dumoulin et al. 2017):
 * each image and channel of x [batch, ..., channels] to mean 0 and variance 1, times `scale` plus `shift`, both
 * [batch, channels]. Three passes forward and two backward on wasm, few on
 * TensorFlow, tfjs operations elsewhere.
 */
export function instanceNorm<T extends tf.Tensor>(
  x: T,
  scale: tf.Tensor2D,
  shift: tf.Tensor2D,
  epsilon = 1e-5,
): T {
  const [batch, channels] = [x.shape[0] ?? 0, x.shape.at(-1) ?? 0];
  for (const given of [scale, shift]) {
    if (x.rank < 3 || given.shape[0] !== batch || given.shape[1] !== channels) {
      throw new RangeError(
        `instanceNorm: x is [${x.shape}], so scale and shift must be [${batch},${channels}], not [${given.shape}]`,
      );
    }
  }
  const isOurs = hasOwnKernel('YotoInstanceNorm');
  return (isOurs ? fused(x, scale, shift, epsilon) : composed(x, scale, shift, epsilon)) as T;
}

function composed(x: tf.Tensor, scale: tf.Tensor2D, shift: tf.Tensor2D, epsilon: number): tf.Tensor {
  const axes = x.shape.map((_, axis) => axis).slice(1, -1);
  const { mean, variance } = tf.moments(x, axes, true);
  const normal = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, epsilon)));
  return tf.add(tf.mul(normal, tf.reshape(scale, mean.shape)), tf.reshape(shift, mean.shape));
}

function fused(x: tf.Tensor, scale: tf.Tensor, shift: tf.Tensor, epsilon: number): tf.Tensor {
  const normalise = tf.customGrad((...inputs: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [a, b, c, save] = inputs as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const [value, mean, inverse] = runOwnKernels(
      'YotoInstanceNorm',
      { x: a, scale: b, shift: c },
      { epsilon },
    );
    if (value === undefined || mean === undefined || inverse === undefined) {
      throw new Error('The instance normalisation gave too little');
    }
    save([a, b, mean, inverse]);
    return {
      value,
      gradFunc(dy: tf.Tensor, saved: tf.Tensor[]) {
        const [savedX, savedScale, savedMean, savedInverse] = saved as [
          tf.Tensor,
          tf.Tensor,
          tf.Tensor,
          tf.Tensor,
        ];
        return runOwnKernels('YotoInstanceNormGrad', {
          ...{ x: savedX, dy, scale: savedScale },
          ...{ mean: savedMean, inverse: savedInverse },
        });
      },
    };
  });
  return normalise(x, scale, shift);
}
