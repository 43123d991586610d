/** The standard normal distribution in single precision, accurate in its tails: `tf.erf` is good to 1e-7 only absolutely. */
import { tf } from '@yoto/engine';

/** Of the Chebyshev fit of Press et al., Numerical Recipes, section 6.2: relative error below 1.2e-7 everywhere. */
const COEFFICIENTS = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
  -0.82215223, 0.17087277,
] as const;

/** erfc(x) / 2 for x >= 0. */
function halfErfcOfPositive(x: tf.Tensor): tf.Tensor {
  const t = tf.reciprocal(tf.add(tf.mul(x, 0.5), 1));
  const polynomial = COEFFICIENTS.slice(0, -1).reduceRight<tf.Tensor>(
    (sum, coefficient) => tf.add(tf.mul(sum, t), coefficient),
    tf.scalar(COEFFICIENTS.at(-1) as number),
  );
  return tf.mul(tf.mul(t, 0.5), tf.exp(tf.sub(polynomial, tf.square(x))));
}

/** The probability of values below `x`, to six digits also where it is tiny. */
export function normalCdf(x: tf.Tensor): tf.Tensor {
  const tail = halfErfcOfPositive(tf.mul(tf.abs(x), Math.SQRT1_2));
  const isAbove = tf.step(x);
  // 1 - tail above zero, tail below.
  return tf.add(isAbove, tf.mul(tf.sub(1, tf.mul(isAbove, 2)), tail));
}

/** The density at `x`. */
export function normalDensity(x: tf.Tensor): tf.Tensor {
  return tf.mul(tf.exp(tf.mul(tf.square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
}
