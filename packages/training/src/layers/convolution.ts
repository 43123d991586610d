/** Convolutions over `[batch, height, width, channels]` with a bias and 'same' padding, without a nonlinearity. */
import { tf } from '@yoto/engine';
import { type Initialiser, zeros } from './initialisers.ts';
import type { Parameters } from './parameters.ts';

export type ImageLayer = (input: tf.Tensor4D) => tf.Tensor4D;

export interface ConvolutionOptions {
  inputs: number;
  outputs: number;
  /** Side of the square kernel. */
  size: number;
  stride: number;
  initialiser: Initialiser;
}

/** Divides height and width by `stride` (rounded up). */
export function conv2d(parameters: Parameters, name: string, options: ConvolutionOptions): ImageLayer {
  const { inputs, outputs, size, stride, initialiser } = options;
  const filter = parameters.create(`${name}/kernel`, [size, size, inputs, outputs], initialiser);
  const bias = parameters.create(`${name}/bias`, [outputs], zeros);
  return (input) =>
    tf.fused.conv2d({
      x: input,
      filter: filter as tf.Tensor as tf.Tensor4D,
      strides: stride,
      pad: 'same',
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
  const filter = parameters.create(`${name}/kernel`, [size, size, outputs, inputs], initialiser);
  const bias = parameters.create(`${name}/bias`, [outputs], zeros);
  return (input) => {
    const [batch, height, width] = input.shape;
    const shape: [number, number, number, number] = [batch, height * stride, width * stride, outputs];
    const kernel = filter as tf.Tensor as tf.Tensor4D;
    return tf.add(tf.conv2dTranspose(input, kernel, shape, stride, 'same'), bias);
  };
}
