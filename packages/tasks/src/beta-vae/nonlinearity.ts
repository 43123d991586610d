/** What every layer of both networks has in common: the leaky ReLU and the initialisers that suit it. */
import { tf } from '@yoto/engine';
import { type ConditioningSite, type Initialiser, varianceScaling } from '@yoto/training';

const SLOPE = 0.3;

export const leakyRelu = <T extends tf.Tensor>(x: T): T => tf.leakyRelu(x, SLOPE);

/** The conditioned end of a block. */
export const conditionedLeakyRelu = (
  site: ConditioningSite,
  x: tf.Tensor4D,
  encodedLambda: tf.Tensor2D,
): tf.Tensor4D => site.applyLeakyRelu(x, encodedLambda, SLOPE) as tf.Tensor4D;

/** Keeps the variance of the activations through a leaky ReLU (He et al. 2015). */
export const convolutionInitialiser = (mode: 'fan-in' | 'fan-average'): Initialiser =>
  varianceScaling({ scale: 2 / (1 + SLOPE ** 2), mode });

export const DENSE_INITIALISER = varianceScaling({ scale: 2, mode: 'fan-in' });
