import { tf } from '@yoto/engine';
import { createGdn } from '../gdn.ts';
import { conditionedConvolution, type NetworkBuilder, type Transform } from './conditioned-convolution.ts';
import { analysisWidths, type ImageNetworkSizes, LATENT_STEPS } from './network-sizes.ts';
import { analysisKernel, packetLayers } from './packet-transform.ts';

export const IMAGE_CHANNELS = 3;
/** Pixels are seen relative to it, and pictures are made about it. */
export const MID_GREY = 0.5;

/** g_a: pixels in [0, 1], `[batch, height, width, 3]`, to latents y of a sixteenth of each side (Balle et al. 2018, figure 4). */
export function createAnalysis(builder: NetworkBuilder, sizes: ImageNetworkSizes): Transform {
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
