/** What every layer of both networks has in common: the leaky ReLU and the initialisers that suit it. */
import { tf } from '@yoto/engine';
import {
  type ConditioningSite,
  type ImageLayer,
  type Initialiser,
  type LambdaContext,
  varianceScaling,
} from '@yoto/training';

const SLOPE = 0.3;

export const leakyRelu = <T extends tf.Tensor>(x: T): T => tf.leakyRelu(x, SLOPE);

/** Layers with a leaky ReLU after each; the last one is conditioned before it. */
export function conditionedBlock(
  layers: readonly ImageLayer[],
  site: ConditioningSite,
): (input: tf.Tensor4D, lambda: LambdaContext) => tf.Tensor4D {
  const last = layers.at(-1) as ImageLayer;
  return (input, lambda) => {
    const features = layers.slice(0, -1).reduce((x, layer) => leakyRelu(layer(x)), input);
    return lambda.modulateLayer(site, last, features, SLOPE);
  };
}

/** Keeps the variance of the activations through a leaky ReLU (He et al. 2015). */
export const convolutionInitialiser = (mode: 'fan-in' | 'fan-average'): Initialiser =>
  varianceScaling({ scale: 2 / (1 + SLOPE ** 2), mode });

export const DENSE_INITIALISER = varianceScaling({ scale: 2, mode: 'fan-in' });
