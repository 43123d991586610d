/** The density of the latents given the hyperprior (Balle et al. 2018, equation 10). */
import { tf } from '@yoto/engine';
import { type ForwardMode, lowerBound } from '@yoto/training';
import { boundedByTables, boundedInTraining } from './likelihood-bound.ts';
import { normalCdf, normalDensity } from './normal-distribution.ts';

/** The smallest standard deviation: below it every value but 0 would cost as good as infinitely many bits. */
const SMALLEST_SCALE = 0.11;

/**
 * Likelihood of each `y` under N(0, scale^2) convolved with U(-1/2, 1/2), bounded below: for integers, the probability
 * of the integer, and in evaluation (where they are integers) no less than a file spends on it. `scales` are bounded below already (`boundedScales`). All of one shape.
 */
export function gaussianLikelihood(y: tf.Tensor4D, scales: tf.Tensor4D, mode: ForwardMode): tf.Tensor4D {
  const likelihoods = intervalProbability(y, scales);
  return mode === 'train' ? boundedInTraining(likelihoods) : boundedByTables(likelihoods, y, scales);
}

/** The standard deviations that a network's outputs stand for. */
export const boundedScales = (outputs: tf.Tensor4D): tf.Tensor4D => lowerBound(outputs, SMALLEST_SCALE);

/**
 * Phi((1/2 - |y|) / s) - Phi((-1/2 - |y|) / s): with |y| both are on the side of the lower tail, where small values keep
 * their precision. The gradients are closed forms of the densities.
 */
function intervalProbability(y: tf.Tensor4D, scales: tf.Tensor4D): tf.Tensor4D {
  const probability = tf.customGrad((...inputs: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [values, deviations, save] = inputs as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const { upper, lower } = intervalEnds(values, deviations);
    save([values, deviations]);
    return { value: tf.sub(normalCdf(upper), normalCdf(lower)), gradFunc: intervalGradients };
  });
  return probability(y, scales) as tf.Tensor4D;
}

/** The ends of the interval in standard deviations. */
function intervalEnds(y: tf.Tensor, scales: tf.Tensor): { upper: tf.Tensor; lower: tf.Tensor } {
  const distance = tf.abs(y);
  return { upper: tf.div(tf.sub(0.5, distance), scales), lower: tf.div(tf.sub(-0.5, distance), scales) };
}

function intervalGradients(dy: tf.Tensor, saved: tf.Tensor[]): [tf.Tensor, tf.Tensor] {
  const [y, scales] = saved as [tf.Tensor, tf.Tensor];
  const { upper, lower } = intervalEnds(y, scales);
  const [atUpper, atLower] = [normalDensity(upper), normalDensity(lower)];
  const perScale = tf.div(dy, scales);
  const towardsZero = tf.mul(perScale, tf.sub(atLower, atUpper));
  const wider = tf.mul(perScale, tf.sub(tf.mul(lower, atLower), tf.mul(upper, atUpper)));
  return [tf.mul(towardsZero, tf.sign(y)), wider];
}
