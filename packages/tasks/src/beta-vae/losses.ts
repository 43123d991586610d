/** The two terms of the beta-VAE loss (paper, equation 5), in nats for each example. */
import { tf } from '@yoto/engine';
import type { PixelDistribution } from './decoder.ts';
import type { Posterior } from './encoder.ts';
import type { VaeOutput } from './model.ts';

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** Both, by the names of the spec. */
export const vaeLosses = ({ posterior, pixels }: VaeOutput, images: tf.Tensor4D) => ({
  reconstruction: reconstructionLoss(pixels, images),
  kl: klDivergence(posterior),
});

/** `-log p(x|z)`, summed over pixels and channels: `[batch]`. */
export function reconstructionLoss(distribution: PixelDistribution, images: tf.Tensor4D): tf.Tensor1D {
  const perPixel =
    distribution.kind === 'gaussian'
      ? gaussianNegativeLogLikelihood(images, distribution.mean, distribution.std)
      : bernoulliNegativeLogLikelihood(images, distribution.logits);
  return perExample(perPixel);
}

/** KL(q(z|x) || N(0, I)), the sum over the latents: `[batch]`. */
export function klDivergence(posterior: Posterior): tf.Tensor1D {
  return perExample(latentDivergence(posterior));
}

/** What each latent adds to it, (mean^2 + std^2 - 1) / 2 - log std: `[batch, latents]`. */
export function latentDivergence({ mean, std }: Posterior): tf.Tensor2D {
  const squares = tf.add(tf.square(mean), tf.square(std));
  return tf.sub(tf.mul(tf.sub(squares, 1), 0.5), tf.log(std));
}

/** `((x - mean) / std)^2 / 2 + log std + log(2 pi) / 2`. */
function gaussianNegativeLogLikelihood(x: tf.Tensor, mean: tf.Tensor, std: tf.Tensor): tf.Tensor {
  const distance = tf.div(tf.sub(x, mean), std);
  return tf.add(tf.add(tf.mul(tf.square(distance), 0.5), tf.log(std)), HALF_LOG_TWO_PI);
}

/** `-x log p - (1 - x) log(1 - p)` with p = sigmoid(logits), which is `softplus(logits) - x * logits`: no overflow. */
function bernoulliNegativeLogLikelihood(x: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  return tf.sub(tf.softplus(logits), tf.mul(x, logits));
}

/** Sums everything but the batch. */
function perExample(values: tf.Tensor): tf.Tensor1D {
  return tf.sum(values.reshape([values.shape[0] ?? 0, -1]), 1);
}
