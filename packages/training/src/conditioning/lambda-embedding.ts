/** An MLP of lambda whose outputs join a vector of the model (paper, appendix A.3). */
import { tf } from '@yoto/engine';
import { dense } from '../layers/dense.ts';
import { varianceScaling } from '../layers/initialisers.ts';
import type { Parameters } from '../layers/parameters.ts';
import type { FilmOptions } from './film-networks.ts';

/** `[batch, variables]` -> `[batch, units]`. */
export type LambdaEmbedding = (encodedLambda: tf.Tensor2D) => tf.Tensor2D;

interface EmbeddingOptions extends Pick<FilmOptions, 'variables' | 'hiddenUnits'> {
  units: number;
}

/** One hidden layer with a ReLU, and no nonlinearity on its outputs. */
export function createLambdaEmbedding(
  parameters: Parameters,
  name: string,
  { variables, hiddenUnits, units }: EmbeddingOptions,
): LambdaEmbedding {
  const hidden = dense(parameters, `conditioning/${name}/hidden`, {
    inputs: variables,
    outputs: hiddenUnits,
    initialiser: varianceScaling({ scale: 2, mode: 'fan-in' }),
  });
  const output = dense(parameters, `conditioning/${name}/output`, {
    inputs: hiddenUnits,
    outputs: units,
    initialiser: varianceScaling({ scale: 1, mode: 'fan-in' }),
  });
  return (encodedLambda) => output(tf.relu(hidden(encodedLambda)));
}
