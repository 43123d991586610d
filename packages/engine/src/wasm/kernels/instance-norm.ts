import type { tf } from '../../tf.ts';
import { JOB } from '../jobs.ts';
import { floatBits, type KernelHost, sizeOf } from '../kernel-host.ts';
import { allFloat, defineKernel } from '../kernel-override.ts';

/** x [images, ..., channels]; the others [images, channels]. */
interface Inputs {
  x: tf.TensorInfo;
  scale: tf.TensorInfo;
  shift: tf.TensorInfo;
}

interface GradientInputs {
  x: tf.TensorInfo;
  dy: tf.TensorInfo;
  scale: tf.TensorInfo;
  mean: tf.TensorInfo;
  inverse: tf.TensorInfo;
}

interface Sizes {
  images: number;
  positions: number;
  channels: number;
}

function sizesOf({ shape }: tf.TensorInfo): Sizes {
  return { images: shape[0] ?? 1, positions: sizeOf(shape.slice(1, -1)), channels: shape.at(-1) ?? 1 };
}

function chunkImages(host: KernelHost, { positions, channels }: Sizes): number {
  return Math.max(1, Math.floor(host.tuning.chunkElements / (positions * channels)));
}

/** Outputs: the result, then what the gradient needs: the means and 1 / deviation of every image and channel. */
export const instanceNorm = defineKernel<Inputs, { epsilon: number }>({
  kernelName: 'YotoInstanceNorm',
  supports: ({ inputs: { x, scale, shift } }) => allFloat(x, scale, shift) && sizeOf(x.shape) > 0,
  compute({ host, inputs: { x, scale, shift }, attrs }) {
    const outputs = [x, scale, scale].map(({ shape }) => host.output(shape));
    const addresses = [x, scale, shift, ...outputs].map((tensor) => host.address(tensor));
    const sizes = sizesOf(x);
    const words = [...addresses, sizes.positions, sizes.channels, floatBits(attrs.epsilon)];
    host.run(JOB.instanceNorm, words, sizes.images, chunkImages(host, sizes));
    return outputs;
  },
});

/** Outputs: the gradients of x, scale and shift. */
export const instanceNormGradient = defineKernel<GradientInputs>({
  kernelName: 'YotoInstanceNormGrad',
  supports: ({ inputs: { x, dy } }) => allFloat(x, dy),
  compute({ host, inputs: { x, dy, scale, mean, inverse } }) {
    const outputs = [x, scale, scale].map(({ shape }) => host.output(shape));
    const addresses = [x, dy, scale, mean, inverse, ...outputs].map((tensor) => host.address(tensor));
    const sizes = sizesOf(x);
    const words = [...addresses, sizes.positions, sizes.channels];
    host.run(JOB.instanceNormGradient, words, sizes.images, chunkImages(host, sizes));
    return outputs;
  },
});
