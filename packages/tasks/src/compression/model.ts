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
import { tf } from '@yoto/engine';
import {
  type Conditioning,
  constant,
  createParameters,
  type ForwardContext,
  type Model,
  varianceScaling,
  zeros,
} from '@yoto/training';
import {
  conditionedConvolution,
  type NetworkBuilder,
  type Transform,
} from './architecture/conditioned-convolution.ts';
import { type ImageNetworkSizes, LATENT_STEPS, type NetworkSizes } from './architecture/network-sizes.ts';
import {
  analysisKernel,
  packetDeviations,
  packetLayers,
  synthesisKernel,
} from './architecture/packet-transform.ts';
import {
  boundedScales,
  createFactorisedPrior,
  type FactorisedPrior,
  gaussianLikelihood,
  quantise,
} from './entropy-models.ts';
import { createGdn } from './gdn.ts';
import { cropImages, padImages } from './image-padding.ts';

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

const IMAGE_CHANNELS = 3;
/** Pixels are seen relative to it, and pictures are made about it. */
const MID_GREY = 0.5;

/** Outputs of the four layers of analysis. */
const analysisWidths = ({ channels, latentChannels }: ImageNetworkSizes): number[] => [
  channels,
  channels,
  channels,
  latentChannels,
];

/** g_a: pixels in [0, 1], `[batch, height, width, 3]`, to latents y of a sixteenth of each side (Balle et al. 2018, figure 4). */
function createAnalysis(builder: NetworkBuilder, sizes: ImageNetworkSizes): Transform {
  const { channels } = sizes;
  const widths = analysisWidths(sizes);
  const packets = packetLayers(widths);
  const convolutions = widths.map((outputs, index) =>
    conditionedConvolution(builder, {
      name: `analysis/conv${index + 1}`,
      direction: 'down',
      inputs: index === 0 ? IMAGE_CHANNELS : channels,
      outputs,
      size: 5,
      stride: 2,
      isAtImage: index === 0,
      initialiser: analysisKernel(packets, index),
    }),
  );
  const normalisations = Array.from({ length: 3 }, (_, index) =>
    createGdn(builder.parameters, `analysis/gdn${index + 1}`, { channels, inverse: false }),
  );
  return (images, lambda) => {
    const coefficients = convolutions.reduce(
      (x, convolve, index) => {
        const features = convolve(x, lambda);
        return normalisations[index]?.(features) ?? features;
      },
      tf.sub<tf.Tensor4D>(images, MID_GREY),
    );
    return tf.mul(coefficients, LATENT_STEPS);
  };
}

/** h_a: the magnitudes of the latents y to hyper-latents z of a quarter of each side (Balle et al. 2018, figure 4). */
function createHyperAnalysis(
  builder: NetworkBuilder,
  { latentChannels, hyperChannels }: NetworkSizes,
): Transform {
  const layer = (index: 1 | 2 | 3) =>
    conditionedConvolution(builder, {
      name: `hyper-analysis/conv${index}`,
      direction: 'down',
      inputs: index === 1 ? latentChannels : hyperChannels,
      outputs: hyperChannels,
      size: index === 1 ? 3 : 5,
      stride: index === 1 ? 1 : 2,
    });
  const [first, second, third] = [layer(1), layer(2), layer(3)];
  return (latents, lambda) => {
    const features = tf.relu(first(tf.div<tf.Tensor4D>(tf.abs(latents), LATENT_STEPS), lambda));
    return third(tf.relu(second(features, lambda)), lambda);
  };
}

/** Variance of the last layer's first outputs relative to its inputs': the deviations start nearly as the packets' are expected. */
const FAINT = 0.01;

/**
 * h_s: quantised hyper-latents z to the standard deviations of the latents y (Balle et al. 2018, figure 4).
 *
 * The last layer's ReLU is left out: the bound of 0.11 that follows gives the same values, and unlike a ReLU it lets a
 * unit that is off everywhere come back.
 */
function createHyperSynthesis(builder: NetworkBuilder, sizes: NetworkSizes): Transform {
  const { latentChannels, hyperChannels } = sizes;
  const packets = packetLayers(analysisWidths(sizes));
  const up = (index: 1 | 2) =>
    conditionedConvolution(builder, {
      name: `hyper-synthesis/conv${index}`,
      direction: 'up',
      inputs: hyperChannels,
      outputs: hyperChannels,
      size: 5,
      stride: 2,
    });
  const [first, second] = [up(1), up(2)];
  const last = conditionedConvolution(builder, {
    name: 'hyper-synthesis/conv3',
    direction: 'down',
    inputs: hyperChannels,
    outputs: latentChannels,
    size: 3,
    stride: 1,
    initialiser: varianceScaling({ scale: FAINT, mode: 'fan-in' }),
    biasInitialiser: packetDeviations(packets.at(-1) ?? []),
  });
  return (hyperLatents, lambda) => {
    const features = tf.relu(first(hyperLatents, lambda));
    const deviations = last(tf.relu(second(features, lambda)), lambda);
    return boundedScales(tf.mul(deviations, LATENT_STEPS));
  };
}

/** g_s: quantised latents y to pixels, which lie in [0, 1] but for what is not yet learned (Balle et al. 2018, figure 4). */
function createSynthesis(builder: NetworkBuilder, sizes: ImageNetworkSizes): Transform {
  const { channels } = sizes;
  const widths = analysisWidths(sizes);
  const packets = packetLayers(widths);
  const convolutions = widths.toReversed().map((inputs, index) => {
    const isLast = index === 3;
    return conditionedConvolution(builder, {
      name: `synthesis/conv${index + 1}`,
      direction: 'up',
      inputs,
      outputs: isLast ? IMAGE_CHANNELS : channels,
      size: 5,
      stride: 2,
      isAtImage: isLast,
      biasInitialiser: isLast ? constant(MID_GREY) : zeros,
      initialiser: synthesisKernel(packets, 3 - index),
    });
  });
  const normalisations = Array.from({ length: 3 }, (_, index) =>
    createGdn(builder.parameters, `synthesis/igdn${index + 1}`, { channels, inverse: true }),
  );
  return (latents, lambda) =>
    convolutions.reduce(
      (x, convolve, index) => {
        const features = convolve(x, lambda);
        return normalisations[index]?.(features) ?? features;
      },
      tf.div<tf.Tensor4D>(latents, LATENT_STEPS),
    );
}
