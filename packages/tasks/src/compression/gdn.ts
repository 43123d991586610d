/**
 * Generalised divisive normalisation (Balle et al. 2016, "Density modeling of images using a generalized normalization
 * transformation") and its approximate inverse, the nonlinearities of both image transforms.
 */
import { biasedConv2d, rootScale, tf } from '@yoto/engine';
import { constant, type Initialiser, lowerBound, type Parameters } from '@yoto/training';

/** Added below the square roots, so that a parameter of zero still has a gradient: the authors' 2^-18. */
const OFFSET = 2 ** -18;
const PEDESTAL = OFFSET ** 2;
const SMALLEST_BETA = 1e-6;
/** gamma starts at so many times the identity. */
const FIRST_GAMMA = 0.1;

export type ImageFunction = (x: tf.Tensor4D) => tf.Tensor4D;

export interface GdnOptions {
  channels: number;
  /** true: IGDN, `x_i * sqrt(...)`. */
  inverse: boolean;
}

/**
 * `[batch, height, width, channels]` of any size: `y_i = x_i / sqrt(beta_i + sum_j gamma_ij x_j^2)`.
 *
 * The variables are square roots, `sqrt(beta + offset^2)` and `sqrt(gamma + offset^2)`, bounded below so that
 * beta >= 1e-6 and gamma >= 0 whatever the optimiser does; gamma is kept as `[j, i]`.
 */
export function createGdn(
  parameters: Parameters,
  name: string,
  { channels, inverse }: GdnOptions,
): ImageFunction {
  const betaRoot = parameters.create(`${name}/beta`, [channels], constant(Math.sqrt(1 + PEDESTAL)));
  const gammaRoot = parameters.create(`${name}/gamma`, [channels, channels], firstGammaRoot);
  return (x) => {
    const beta = squaredAbove(betaRoot, Math.sqrt(SMALLEST_BETA + PEDESTAL));
    const gamma = squaredAbove(gammaRoot, OFFSET).reshape<tf.Tensor4D>([1, 1, channels, channels]);
    const pool = biasedConv2d(tf.square(x), gamma, beta as tf.Tensor1D, 1);
    return rootScale(x, pool, inverse);
  };
}

/** The parameter that a root stands for. */
function squaredAbove(root: tf.Tensor, bound: number): tf.Tensor {
  return tf.sub(tf.square(lowerBound(root, bound)), PEDESTAL);
}

const firstGammaRoot: Initialiser = ([channels = 0]) => {
  const values = new Float32Array(channels * channels).fill(OFFSET);
  for (let i = 0; i < channels; i++) values[i * channels + i] = Math.sqrt(FIRST_GAMMA + PEDESTAL);
  return values;
};
