// Convolutions with a bias in the same pass. tf.fused.conv2d has no such gradient: it computes those of all operands, also
// that of the pictures that a model looks at, which nobody wants.
import { hasOwnKernel, runOwnKernel } from './own-kernels.ts';
import { tf } from './tf.ts';

/** x [batch, height, width, inputs], filter [rows, columns, inputs, outputs], bias [outputs]. */
export function biasedConv2d(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  bias: tf.Tensor1D,
  stride: number,
  pad: 'same' | 'valid' = 'same',
): tf.Tensor4D {
  const attrs = { ...attrsOf(stride), pad, dilations: [1, 1], activation: 'linear', leakyreluAlpha: 0 };
  return runOwnKernel('FusedConv2D', { x, filter, bias }, attrs) as tf.Tensor4D;
}

/** x [batch, height, width, inputs], filter [rows, columns, outputs, inputs]; height and width grow by the stride. */
export function biasedConv2dTranspose(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  bias: tf.Tensor1D,
  stride: number,
): tf.Tensor4D {
  const [batch, height, width] = x.shape;
  const [rows, columns, outputs] = filter.shape;
  const inputShape: [number, number, number, number] = [batch, height * stride, width * stride, outputs];
  // A filter smaller than the stride leaves gaps, where the kernel would leave out the bias.
  const hasGaps = Math.min(rows, columns) < stride;
  if (hasGaps || !hasOwnKernel('YotoConv2DTranspose')) {
    return tf.add(tf.conv2dTranspose(x, filter, inputShape, stride, 'same'), bias);
  }
  const inputs = { dy: x, filter, bias };
  return runOwnKernel('YotoConv2DTranspose', inputs, { ...attrsOf(stride), inputShape }) as tf.Tensor4D;
}

function attrsOf(stride: number) {
  return { strides: [stride, stride], pad: 'same', dataFormat: 'NHWC' };
}

/** That of each operand, computed where it is wanted. */
export function installBiasedGradients(): void {
  addBias('FusedConv2D', 'Conv2D', ['x', 'filter']);
  addBias('YotoConv2DTranspose', 'Conv2DBackpropInput', ['dy', 'filter']);
}

/** A kernel's gradient is that of the one without a bias, and the sum over positions. */
function addBias(kernelName: string, unbiased: string, inputsToSave: string[]): void {
  const { gradFunc } = tf.getGradient(unbiased);
  tf.registerGradient({
    kernelName,
    inputsToSave,
    gradFunc: (dy, saved, attrs) => ({
      ...gradFunc(dy, saved, attrs),
      bias: () => sumOfChannels(dy as tf.Tensor),
    }),
  });
}

/** [batch, height, width, channels] -> [channels] */
function sumOfChannels(x: tf.Tensor): tf.Tensor {
  return hasOwnKernel('YotoChannelSum') ? runOwnKernel('YotoChannelSum', { x }) : tf.sum(x, [0, 1, 2]);
}
