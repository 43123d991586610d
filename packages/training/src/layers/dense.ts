import { tf } from '@yoto/engine';
import { type Initialiser, zeros } from './initialisers.ts';
import type { Parameters } from './parameters.ts';

/** `[batch, inputs]` -> `[batch, outputs]`. */
export type DenseLayer = (input: tf.Tensor2D) => tf.Tensor2D;

export interface DenseOptions {
  inputs: number;
  outputs: number;
  initialiser: Initialiser;
}

/** A fully connected layer without a nonlinearity; the bias starts at zero. */
export function dense(parameters: Parameters, name: string, options: DenseOptions): DenseLayer {
  const { inputs, outputs, initialiser } = options;
  const kernel = parameters.create(
    `${name}/kernel`,
    [inputs, outputs],
    initialiser,
  ) as tf.Tensor as tf.Tensor2D;
  const bias = parameters.create(`${name}/bias`, [outputs], zeros);
  return (input) => tf.add(tf.matMul(input, kernel), bias);
}
