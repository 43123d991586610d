/** Convolutions over `[batch, height, width, channels]` with a bias and 'same' padding, without a nonlinearity. */
import { biasedConv2d, biasedConv2dTranspose, tf } from '@yoto/engine';
import { type Initialiser, zeros } from './initialisers.ts';
import type { Parameters } from './parameters.ts';

export interface ImageLayer {
  (input: tf.Tensor4D): tf.Tensor4D;
  /** The layer for a caller who adds the bias in a pass of his own. */
  withoutBias(input: tf.Tensor4D): tf.Tensor4D;
  /** `[outputs]` */
  bias: tf.Tensor1D;
}

export interface ConvolutionOptions {
  inputs: number;
  outputs: number;
  /** Side of the square kernel. */
  size: number;
  stride: number;
  initialiser: Initialiser;
  /** Zeros unless given. */
  biasInitialiser?: Initialiser;
}

/** Divides height and width by `stride` (rounded up). */
export function conv2d(parameters: Parameters, name: string, options: ConvolutionOptions): ImageLayer {
  const { inputs, outputs, size, stride, initialiser } = options;
  const filter = kernel(parameters, name, [size, size, inputs, outputs], initialiser);
  const bias = biasOf(parameters, name, options);
  return Object.assign((x: tf.Tensor4D) => biasedConv2d(x, filter, bias, stride), {
    withoutBias: (x: tf.Tensor4D) => tf.conv2d(x, filter, stride, 'same'),
    bias,
  });
}

/** Multiplies height and width by `stride`. */
export function conv2dTranspose(
  parameters: Parameters,
  name: string,
  options: ConvolutionOptions,
): ImageLayer {
  const { inputs, outputs, size, stride, initialiser } = options;
  const filter = kernel(parameters, name, [size, size, outputs, inputs], initialiser);
  const bias = biasOf(parameters, name, options);
  const withoutBias = (input: tf.Tensor4D): tf.Tensor4D => {
    const [batch, height, width] = input.shape;
    const shape: [number, number, number, number] = [batch, height * stride, width * stride, outputs];
    return tf.conv2dTranspose(input, filter, shape, stride, 'same');
  };
  return Object.assign((x: tf.Tensor4D) => biasedConv2dTranspose(x, filter, bias, stride), {
    withoutBias,
    bias,
  });
}

function kernel(
  parameters: Parameters,
  name: string,
  shape: number[],
  initialiser: Initialiser,
): tf.Tensor4D {
  return parameters.create(`${name}/kernel`, shape, initialiser) as tf.Tensor as tf.Tensor4D;
}

function biasOf(
  parameters: Parameters,
  name: string,
  { outputs, biasInitialiser = zeros }: ConvolutionOptions,
): tf.Tensor1D {
  return parameters.create(`${name}/bias`, [outputs], biasInitialiser) as tf.Tensor as tf.Tensor1D;
}
