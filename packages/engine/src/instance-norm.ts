import { hasOwnKernel, runOwnKernels } from './own-kernels.ts';
import { tf } from './tf.ts';

export interface InstanceNormOptions {
  /** Added to variances; 1e-5 when absent. */
  epsilon?: number;
  /** Slope of a leaky ReLU afterwards, not below 0 (a ReLU); 1 (the default) is none. */
  slope?: number;
}

/**
 * Instance normalisation (Ulyanov et al. 2016), conditional when images differ in scale and shift (Dumoulin et al. 2017):
 * each image and channel of x [batch, ..., channels] to mean 0 and variance 1, times `scale` plus `shift`, both
 * [batch, channels]. Three passes forward and two backward on wasm and on TensorFlow with our operations, few without them,
 * tfjs operations elsewhere.
 */
export function instanceNorm<T extends tf.Tensor>(
  x: T,
  scale: tf.Tensor2D,
  shift: tf.Tensor2D,
  { epsilon = 1e-5, slope = 1 }: InstanceNormOptions = {},
): T {
  const [batch, channels] = [x.shape[0] ?? 0, x.shape.at(-1) ?? 0];
  for (const given of [scale, shift]) {
    if (x.rank < 3 || given.shape[0] !== batch || given.shape[1] !== channels) {
      throw new RangeError(
        `instanceNorm: x is [${x.shape}], so scale and shift must be [${batch},${channels}], not [${given.shape}]`,
      );
    }
  }
  if (!(slope >= 0)) throw new RangeError(`instanceNorm: the slope must not be below 0, but it is ${slope}`);
  if (hasOwnKernel('YotoActivatedNorm')) return activated(x, scale, shift, { epsilon, slope }) as T;
  const isOurs = hasOwnKernel('YotoInstanceNorm');
  const normal = (isOurs ? fused(x, scale, shift, epsilon) : composed(x, scale, shift, epsilon)) as T;
  if (slope === 1) return normal;
  return slope === 0 ? tf.relu(normal) : tf.leakyRelu(normal, slope);
}

function composed(x: tf.Tensor, scale: tf.Tensor2D, shift: tf.Tensor2D, epsilon: number): tf.Tensor {
  const axes = x.shape.map((_, axis) => axis).slice(1, -1);
  const { mean, variance } = tf.moments(x, axes, true);
  const normal = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, epsilon)));
  return tf.add(tf.mul(normal, tf.reshape(scale, mean.shape)), tf.reshape(shift, mean.shape));
}

/** The result `y` where the kernel has an activation. */
type Saved = [x: tf.Tensor, scale: tf.Tensor, mean: tf.Tensor, inverse: tf.Tensor, y: tf.Tensor];

function fused(x: tf.Tensor, scale: tf.Tensor, shift: tf.Tensor, epsilon: number): tf.Tensor {
  return withSaved('YotoInstanceNorm', [x, scale, shift], { epsilon }, (dy, [a, b, mean, inverse]) =>
    runOwnKernels('YotoInstanceNormGrad', { x: a, dy, scale: b, mean, inverse }),
  );
}

/** Normalisation and activation as one kernel. */
function activated(
  x: tf.Tensor,
  scale: tf.Tensor,
  shift: tf.Tensor,
  { epsilon, slope }: Required<InstanceNormOptions>,
): tf.Tensor {
  return withSaved(
    'YotoActivatedNorm',
    [x, scale, shift],
    { epsilon, slope },
    (dy, [a, b, mean, inverse, y]) =>
      runOwnKernels('YotoActivatedNormGrad', { x: a, y, dy, scale: b, mean, inverse }, { slope }),
  );
}

/** Runs a kernel of three results; `gradient` gets the gradients of x, scale and shift from them. */
function withSaved(
  kernelName: string,
  operands: [x: tf.Tensor, scale: tf.Tensor, shift: tf.Tensor],
  attrs: Partial<Required<InstanceNormOptions>>,
  gradient: (dy: tf.Tensor, saved: Saved) => tf.Tensor[],
): tf.Tensor {
  const normalise = tf.customGrad((...inputs: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [x, scale, shift, save] = inputs as [tf.Tensor, tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const [value, mean, inverse] = runOwnKernels(kernelName, { x, scale, shift }, attrs);
    if (value === undefined || mean === undefined || inverse === undefined) {
      throw new Error('The instance normalisation gave too little');
    }
    save([x, scale, mean, inverse, ...(attrs.slope === undefined ? [] : [value])]);
    return { value, gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => gradient(dy, saved as Saved) };
  });
  return normalise(...operands);
}
