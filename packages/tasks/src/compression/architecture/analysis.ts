import { tf } from '@yoto/engine';
import { createGdn } from '../gdn.ts';
import { conditionedConvolution, type NetworkBuilder, type Transform } from './conditioned-convolution.ts';

export const IMAGE_CHANNELS = 3;
/** Pixels are seen relative to it, and the first pictures are made about it. */
export const MID_GREY = 0.5;

/** Latents start several times as wide as the noise that is added to them: hidden in it, they would teach nothing. */
export const FIRST_LATENT_GAIN = 100;

/** g_a: pixels in [0, 1], `[batch, height, width, 3]`, to latents y of a sixteenth of each side (Balle et al. 2018, figure 4). */
export function createAnalysis(builder: NetworkBuilder, channels: number): Transform {
  const convolutions = Array.from({ length: 4 }, (_, index) =>
    conditionedConvolution(builder, {
      name: `analysis/conv${index + 1}`,
      direction: 'down',
      inputs: index === 0 ? IMAGE_CHANNELS : channels,
      outputs: channels,
      size: 5,
      stride: 2,
      isAtImage: index === 0,
      firstGain: index === 3 ? FIRST_LATENT_GAIN : 1,
    }),
  );
  const normalisations = Array.from({ length: 3 }, (_, index) =>
    createGdn(builder.parameters, `analysis/gdn${index + 1}`, { channels, inverse: false }),
  );
  return (images, encodedLambda) =>
    convolutions.reduce(
      (x, convolve, index) => {
        const features = convolve(x, encodedLambda);
        return normalisations[index]?.(features) ?? features;
      },
      tf.sub<tf.Tensor4D>(images, MID_GREY),
    );
}
