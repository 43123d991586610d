/** What likelihoods are bounded below by: in training as by Balle et al., in evaluation by what a file spends. */
import { tf } from '@yoto/engine';
import { lowerBound } from '@yoto/training';

/** No element costs more than 30 bits in training. */
export const LEAST_IN_TRAINING = 1e-9;
/** The entropy coder's frequencies are integers out of 2^16, at least 1. */
const LEAST_IN_TABLES = 2 ** -16;
/** Beyond its tables a value costs that of the escape symbol, its side and a distance of at least one bit. */
const ESCAPE_BITS = 18;
/** Standard deviations from 0 to the edge of a table: both tails beyond hold less than 2^-16 (`gaussianTables`). */
const TABLE_REACH = 4.3339;

/** Of training, with gradients that pass where they would raise a likelihood. */
export const boundedInTraining = (likelihoods: tf.Tensor4D): tf.Tensor4D =>
  lowerBound(likelihoods, LEAST_IN_TRAINING);

/** Of integers that a table of their own codes: no likelihood is below that of the nearest value outside. */
export const boundedByEscape = (likelihoods: tf.Tensor4D): tf.Tensor4D =>
  tf.maximum(likelihoods, 2 ** -ESCAPE_BITS);

/**
 * Of integers `y` under N(0, scale^2): where a file needs an escape, 2 to the minus the bits that it takes (an Elias gamma
 * code of the distance from the table). The density there would say 30 bits and more. All of one shape.
 */
export function boundedByTables(likelihoods: tf.Tensor4D, y: tf.Tensor4D, scales: tf.Tensor4D): tf.Tensor4D {
  const reach = tf.maximum(1, tf.ceil(tf.sub(tf.mul(scales, TABLE_REACH), 0.5)));
  const beyond = tf.sub(tf.abs(y), reach);
  // Of an integer n, floor(log2(n + 1/2)) is floor(log2(n)), whatever the logarithm's last digit.
  const logarithm = tf.floor(tf.div(tf.log(tf.add(tf.maximum(beyond, 1), 0.5)), Math.LN2));
  const escaped = tf.exp(tf.mul(tf.add(tf.mul(logarithm, 2), ESCAPE_BITS), -Math.LN2));
  return tf.where(tf.greater(beyond, 0), escaped, tf.maximum(likelihoods, LEAST_IN_TABLES)) as tf.Tensor4D;
}
