import { tf } from '@yoto/engine';
import type { PixelDistribution } from './decoder.ts';
import type { VaeOutput } from './model.ts';

/**
 * The outputs of two VAEs, averaged as the paper's appendix B.1 does: the parameters of the posterior (mean and standard
 * deviation) and those of the pixels (the same of a Gaussian, the logits of a Bernoulli), independently. `share` is
 * that of `greatest`. The result is no VAE any more: its pixels are not decoded from its posterior.
 */
export function interpolateOutputs(least: VaeOutput, greatest: VaeOutput, share: number): VaeOutput {
  const mix = averaging<tf.Tensor2D>(share);
  const posterior = {
    mean: mix(least.posterior.mean, greatest.posterior.mean),
    std: mix(least.posterior.std, greatest.posterior.std),
  };
  return { posterior, pixels: interpolatePixels(least.pixels, greatest.pixels, share) };
}

/** The pixels alone. */
export function interpolatePixels(
  a: PixelDistribution,
  b: PixelDistribution,
  share: number,
): PixelDistribution {
  const mix = averaging<tf.Tensor4D>(share);
  if (a.kind === 'gaussian' && b.kind === 'gaussian')
    return { kind: 'gaussian', mean: mix(a.mean, b.mean), std: mix(a.std, b.std) };
  if (a.kind === 'bernoulli' && b.kind === 'bernoulli')
    return { kind: 'bernoulli', logits: mix(a.logits, b.logits) };
  throw new TypeError(`Pixels of a ${a.kind} and of a ${b.kind} distribution have no common parameters`);
}

const averaging =
  <T extends tf.Tensor>(share: number) =>
  (a: T, b: T): T =>
    tf.add<T>(tf.mul(a, 1 - share), tf.mul(b, share));
