import { tf } from '@yoto/engine';
import { constant, zeros } from '@yoto/training';
import { createGdn } from '../gdn.ts';
import { IMAGE_CHANNELS, MID_GREY } from './analysis.ts';
import { conditionedConvolution, type NetworkBuilder, type Transform } from './conditioned-convolution.ts';
import { analysisWidths, type ImageNetworkSizes, LATENT_STEPS } from './network-sizes.ts';
import { packetLayers, synthesisKernel } from './packet-transform.ts';

/** g_s: quantised latents y to pixels, which lie in [0, 1] but for what is not yet learned (Balle et al. 2018, figure 4). */
export function createSynthesis(builder: NetworkBuilder, sizes: ImageNetworkSizes): Transform {
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
