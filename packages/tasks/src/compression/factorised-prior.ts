/** The density of the hyper-latents: one learned distribution a channel (Balle et al. 2018, appendix 6.1). */
import { tf } from '@yoto/engine';
import { constant, type ForwardMode, type Initialiser, type Parameters, zeros } from '@yoto/training';
import { boundedByEscape, boundedInTraining } from './likelihood-bound.ts';

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
      const likelihoods = intervalProbability(layers, perChannel).reshape<tf.Tensor4D>([
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
function intervalProbability(layers: readonly PriorLayer[], z: tf.Tensor3D): tf.Tensor3D {
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
