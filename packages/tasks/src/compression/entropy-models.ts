/**
 * Entropy models: how latents become integers, and what those cost. The likelihoods of the latents are Gaussian given the
 * hyperprior, those of the hyper-latents come from one learned distribution per channel.
 */
import { tf } from '@yoto/engine';
import {
  constant,
  type ForwardContext,
  type ForwardMode,
  type Initialiser,
  lowerBound,
  type Parameters,
  zeros,
} from '@yoto/training';

/**
 * `values` rounded to integers (halves to the even one), or in training with uniform noise from (-1/2, 1/2) added: as wide
 * as the rounding that it stands for, and gradients pass.
 */
export function quantise(
  values: tf.Tensor4D,
  name: string,
  { mode, noise }: Pick<ForwardContext, 'mode' | 'noise'>,
): tf.Tensor4D {
  if (mode === 'evaluate') return tf.round(values);
  return tf.add<tf.Tensor4D>(values, tf.sub(noise.uniform(name, values.shape), 0.5));
}

// The density of the latents given the hyperprior (Balle et al. 2018, equation 10).

/** The smallest standard deviation: below it every value but 0 would cost as good as infinitely many bits. */
const SMALLEST_SCALE = 0.11;

/**
 * Likelihood of each `y` under N(0, scale^2) convolved with U(-1/2, 1/2), bounded below: for integers, the probability
 * of the integer, and in evaluation (where they are integers) no less than a file spends on it. `scales` are bounded below already (`boundedScales`). All of one shape.
 */
export function gaussianLikelihood(y: tf.Tensor4D, scales: tf.Tensor4D, mode: ForwardMode): tf.Tensor4D {
  const likelihoods = gaussianProbability(y, scales);
  return mode === 'train' ? boundedInTraining(likelihoods) : boundedByTables(likelihoods, y, scales);
}

/** The standard deviations that a network's outputs stand for. */
export const boundedScales = (outputs: tf.Tensor4D): tf.Tensor4D => lowerBound(outputs, SMALLEST_SCALE);

/**
 * Phi((1/2 - |y|) / s) - Phi((-1/2 - |y|) / s): with |y| both are on the side of the lower tail, where small values keep
 * their precision. The gradients are closed forms of the densities.
 */
function gaussianProbability(y: tf.Tensor4D, scales: tf.Tensor4D): tf.Tensor4D {
  const probability = tf.customGrad((...inputs: (tf.Tensor | tf.GradSaveFunc)[]) => {
    const [values, deviations, save] = inputs as [tf.Tensor, tf.Tensor, tf.GradSaveFunc];
    const { upper, lower } = gaussianEnds(values, deviations);
    save([values, deviations]);
    return { value: tf.sub(normalCdf(upper), normalCdf(lower)), gradFunc: gaussianGradients };
  });
  return probability(y, scales) as tf.Tensor4D;
}

/** The ends of the interval in standard deviations. */
function gaussianEnds(y: tf.Tensor, scales: tf.Tensor): { upper: tf.Tensor; lower: tf.Tensor } {
  const distance = tf.abs(y);
  return { upper: tf.div(tf.sub(0.5, distance), scales), lower: tf.div(tf.sub(-0.5, distance), scales) };
}

function gaussianGradients(dy: tf.Tensor, saved: tf.Tensor[]): [tf.Tensor, tf.Tensor] {
  const [y, scales] = saved as [tf.Tensor, tf.Tensor];
  const { upper, lower } = gaussianEnds(y, scales);
  const [atUpper, atLower] = [normalDensity(upper), normalDensity(lower)];
  const perScale = tf.div(dy, scales);
  const towardsZero = tf.mul(perScale, tf.sub(atLower, atUpper));
  const wider = tf.mul(perScale, tf.sub(tf.mul(lower, atLower), tf.mul(upper, atUpper)));
  return [tf.mul(towardsZero, tf.sign(y)), wider];
}

// The density of the hyper-latents: one learned distribution per channel (Balle et al. 2018, appendix 6.1).

/** Widths of each channel's network: one value in, three hidden layers, one logit out. */
export const PRIOR_WIDTHS = [1, 3, 3, 3, 1] as const;
export const PRIOR_LAYERS = PRIOR_WIDTHS.length - 1;
/** The distributions start about so wide. */
const FIRST_WIDTH = 10;

export interface FactorisedPrior {
  /**
   * Likelihood of every `z`, `[batch, height, width, channels]`, under its density convolved with U(-1/2, 1/2), bounded
   * below.
   */
  likelihood(z: tf.Tensor4D, mode: ForwardMode): tf.Tensor4D;
}

/** One layer of all channels' networks: `[channels, outputs, inputs]`, `[channels, outputs, 1]` twice. */
interface PriorLayer {
  matrix: tf.Tensor3D;
  bias: tf.Tensor3D;
  /** How much of a tanh is added; the last layer has none. */
  factor: tf.Tensor3D | undefined;
}

/**
 * The cumulative distribution of a channel is `sigmoid(f(z))` with f a monotone network: matrices made positive by a
 * softplus, and nonlinearities `x + tanh(a) tanh(x)`.
 */
export function createFactorisedPrior(
  parameters: Parameters,
  name: string,
  channels: number,
): FactorisedPrior {
  const layers = Array.from({ length: PRIOR_LAYERS }, (_, index) =>
    createLayer(parameters, `${name}/layer${index + 1}`, channels, index),
  );
  return {
    likelihood(z, mode) {
      const perChannel = tf.transpose(z, [3, 0, 1, 2]).reshape<tf.Tensor3D>([channels, 1, -1]);
      const [batch, height, width] = z.shape;
      const likelihoods = priorProbability(layers, perChannel).reshape<tf.Tensor4D>([
        ...[channels, batch, height],
        width,
      ]);
      const bounded = mode === 'train' ? boundedInTraining(likelihoods) : boundedByEscape(likelihoods);
      return tf.transpose(bounded, [1, 2, 3, 0]);
    },
  };
}

function createLayer(parameters: Parameters, name: string, channels: number, index: number): PriorLayer {
  const [inputs, outputs] = PRIOR_WIDTHS.slice(index, index + 2) as [number, number];
  const create = (part: string, columns: number, initialiser: Initialiser) =>
    parameters.create(
      `${name}/${part}`,
      [channels, outputs, columns],
      initialiser,
    ) as tf.Tensor as tf.Tensor3D;
  // The layers together scale by 1 / FIRST_WIDTH.
  const gain = FIRST_WIDTH ** (-1 / PRIOR_LAYERS) / outputs;
  return {
    matrix: create('matrix', inputs, constant(Math.log(Math.expm1(gain)))),
    bias: create('bias', 1, centredUniform),
    factor: index < PRIOR_LAYERS - 1 ? create('factor', 1, zeros) : undefined,
  };
}

/** In (-1/2, 1/2). */
const centredUniform: Initialiser = (shape, random) =>
  random.uniforms(shape.reduce((count, size) => count * size, 1)).map((value) => value - 0.5);

/**
 * sigmoid(f(z + 1/2)) - sigmoid(f(z - 1/2)), `[channels, 1, count]`. Where both are near 1 their difference would be
 * lost to rounding, so both are mirrored to the side of 0 there: sigmoid(-x) = 1 - sigmoid(x).
 */
function priorProbability(layers: readonly PriorLayer[], z: tf.Tensor3D): tf.Tensor3D {
  const ends = tf.concat([tf.add(z, 0.5), tf.sub(z, 0.5)], 2) as tf.Tensor3D;
  const [upper, lower] = tf.split(logits(layers, ends), 2, 2) as [tf.Tensor3D, tf.Tensor3D];
  // -1 where the sum is above zero, else 1; its gradient is zero.
  const side = tf.sub(1, tf.mul(tf.step(tf.add(upper, lower)), 2));
  const mirrored = tf.sub(tf.sigmoid(tf.mul(side, upper)), tf.sigmoid(tf.mul(side, lower)));
  return tf.mul(side, mirrored);
}

/** f of every channel, `[channels, 1, count]`. */
function logits(layers: readonly PriorLayer[], z: tf.Tensor3D): tf.Tensor3D {
  return layers.reduce((x, { matrix, bias, factor }) => {
    const linear = tf.add<tf.Tensor3D>(tf.matMul(tf.softplus(matrix), x), bias);
    return factor ? tf.add<tf.Tensor3D>(linear, tf.mul(tf.tanh(factor), tf.tanh(linear))) : linear;
  }, z);
}

// What likelihoods are bounded below by: in training as by Balle et al., in evaluation by what a file spends.

/** No element costs more than 30 bits in training. */
export const LEAST_IN_TRAINING = 1e-9;
/** The entropy coder's frequencies are integers out of 2^16, at least 1. */
const LEAST_IN_TABLES = 2 ** -16;
/** Beyond its tables a value costs that of the escape symbol, its side and a distance of at least one bit. */
const ESCAPE_BITS = 18;
/** Standard deviations from 0 to the edge of a table: both tails beyond hold less than 2^-16 (`gaussianTables`). */
const TABLE_REACH = 4.3339;

/** Of training, with gradients that pass where they would raise a likelihood. */
const boundedInTraining = (likelihoods: tf.Tensor4D): tf.Tensor4D =>
  lowerBound(likelihoods, LEAST_IN_TRAINING);

/** Of integers that a table of their own codes: no likelihood is below that of the nearest value outside. */
const boundedByEscape = (likelihoods: tf.Tensor4D): tf.Tensor4D => tf.maximum(likelihoods, 2 ** -ESCAPE_BITS);

/**
 * Of integers `y` under N(0, scale^2): where a file needs an escape, 2 to the minus the bits that it takes (an Elias gamma
 * code of the distance from the table). The density there would say 30 bits and more. All of one shape.
 */
function boundedByTables(likelihoods: tf.Tensor4D, y: tf.Tensor4D, scales: tf.Tensor4D): tf.Tensor4D {
  const reach = tf.maximum(1, tf.ceil(tf.sub(tf.mul(scales, TABLE_REACH), 0.5)));
  const beyond = tf.sub(tf.abs(y), reach);
  // Of an integer n, floor(log2(n + 1/2)) is floor(log2(n)), whatever the logarithm's last digit.
  const logarithm = tf.floor(tf.div(tf.log(tf.add(tf.maximum(beyond, 1), 0.5)), Math.LN2));
  const escaped = tf.exp(tf.mul(tf.add(tf.mul(logarithm, 2), ESCAPE_BITS), -Math.LN2));
  return tf.where(tf.greater(beyond, 0), escaped, tf.maximum(likelihoods, LEAST_IN_TABLES)) as tf.Tensor4D;
}

// The standard normal distribution in single precision, accurate in its tails: `tf.erf` is good to 1e-7 only absolutely.

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
function normalCdf(x: tf.Tensor): tf.Tensor {
  const tail = halfErfcOfPositive(tf.mul(tf.abs(x), Math.SQRT1_2));
  const isAbove = tf.step(x);
  // 1 - tail above zero, tail below.
  return tf.add(isAbove, tf.mul(tf.sub(1, tf.mul(isAbove, 2)), tail));
}

/** The density at `x`. */
function normalDensity(x: tf.Tensor): tf.Tensor {
  return tf.mul(tf.exp(tf.mul(tf.square(x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
}
