/**
 * The scale hyperprior (Balle et al. 2018, "Variational image compression with a scale hyperprior") told lambda:
 *
 *     image -> analysis -> y -> quantise ----------------------------> synthesis -> reconstruction
 *                          |        ^ N(0, scale^2)
 *                          v        |
 *                   hyper-analysis  hyper-synthesis
 *                          |        |
 *                          z -> quantise (factorised prior)
 */
import type { tf } from '@yoto/engine';
import { type Conditioning, createParameters, type ForwardContext, type Model } from '@yoto/training';
import { createAnalysis } from './architecture/analysis.ts';
import type { Transform } from './architecture/conditioned-convolution.ts';
import { createHyperAnalysis } from './architecture/hyper-analysis.ts';
import { createHyperSynthesis } from './architecture/hyper-synthesis.ts';
import type { NetworkSizes } from './architecture/network-sizes.ts';
import { createSynthesis } from './architecture/synthesis.ts';
import { createFactorisedPrior, type FactorisedPrior } from './factorised-prior.ts';
import { gaussianLikelihood } from './gaussian-conditional.ts';
import { cropImages, padImages } from './image-padding.ts';
import { quantise } from './quantise.ts';

/** Name of the factorised prior's variables: `prior/layer1/matrix` and so on. */
export const PRIOR_NAME = 'prior';

export interface CompressionOutput {
  /** As large as the images; not clipped to [0, 1]. */
  reconstruction: tf.Tensor4D;
  /** Quantised y: integers in evaluation. */
  latents: tf.Tensor4D;
  /** Quantised z. */
  hyperLatents: tf.Tensor4D;
  /** Of each quantised latent, `[batch, height / 16, width / 16, latentChannels]` of the padded images. */
  latentLikelihoods: tf.Tensor4D;
  /** Of each quantised hyper-latent, `[batch, height / 64, width / 64, hyperChannels]` of the padded images. */
  hyperLikelihoods: tf.Tensor4D;
}

/** The parts take and give tensors whose images have sides that are multiples of 64 (`padImages`). */
export interface CompressionModel extends Model<CompressionOutput> {
  sizes: NetworkSizes;
  /** Images in [0, 1] to latents y, not quantised. */
  analysis: Transform;
  /** Latents y (not quantised) to hyper-latents z, not quantised. */
  hyperAnalysis: Transform;
  /** Quantised z to the standard deviation of each latent, 0.11 at least. */
  hyperSynthesis: Transform;
  /** Quantised y to images. */
  synthesis: Transform;
  prior: FactorisedPrior;
  dispose(): void;
}

export function createCompressionModel(
  sizes: NetworkSizes,
  conditioning: Conditioning,
  seed: number,
): CompressionModel {
  const parameters = createParameters(seed);
  const builder = { parameters, conditioning };
  const analysis = createAnalysis(builder, sizes);
  const synthesis = createSynthesis(builder, sizes);
  const hyperAnalysis = createHyperAnalysis(builder, sizes);
  const hyperSynthesis = createHyperSynthesis(builder, sizes);
  const prior = createFactorisedPrior(parameters, PRIOR_NAME, sizes.hyperChannels);

  function forward(images: tf.Tensor4D, context: ForwardContext): CompressionOutput {
    const [, height, width] = images.shape;
    const y = analysis(padImages(images), context);
    const quantisedZ = quantise(hyperAnalysis(y, context), 'hyper-latents', context);
    const quantisedY = quantise(y, 'latents', context);
    const scales = hyperSynthesis(quantisedZ, context);
    return {
      reconstruction: cropImages(synthesis(quantisedY, context), height, width),
      latents: quantisedY,
      hyperLatents: quantisedZ,
      latentLikelihoods: gaussianLikelihood(quantisedY, scales, context.mode),
      hyperLikelihoods: prior.likelihood(quantisedZ, context.mode),
    };
  }

  return {
    sizes,
    analysis,
    hyperAnalysis,
    hyperSynthesis,
    synthesis,
    prior,
    forward: (batch, context) => forward(batch.images as tf.Tensor4D, context),
    weights: parameters.all,
    dispose: parameters.dispose,
  };
}
