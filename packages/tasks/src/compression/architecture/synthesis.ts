import { createGdn } from '../gdn.ts';
import { FIRST_LATENT_GAIN, IMAGE_CHANNELS, MID_GREY } from './analysis.ts';
import { conditionedConvolution, type NetworkBuilder, type Transform } from './conditioned-convolution.ts';

/** Variance of the first pictures, which are nearly grey: a third of the squared error of others. */
const FAINT = 0.1;

/** g_s: quantised latents y to pixels, which lie in [0, 1] but for what is not yet learned (Balle et al. 2018, figure 4). */
export function createSynthesis(builder: NetworkBuilder, channels: number): Transform {
  const convolutions = Array.from({ length: 4 }, (_, index) => {
    const isLast = index === 3;
    return conditionedConvolution(builder, {
      name: `synthesis/conv${index + 1}`,
      direction: 'up',
      inputs: channels,
      outputs: isLast ? IMAGE_CHANNELS : channels,
      size: 5,
      stride: 2,
      isAtImage: isLast,
      firstBias: isLast ? MID_GREY : 0,
      firstGain: isLast ? FAINT : index === 0 ? 1 / FIRST_LATENT_GAIN : 1,
    });
  });
  const normalisations = Array.from({ length: 3 }, (_, index) =>
    createGdn(builder.parameters, `synthesis/igdn${index + 1}`, { channels, inverse: true }),
  );
  return (latents, encodedLambda) =>
    convolutions.reduce((x, convolve, index) => {
      const features = convolve(x, encodedLambda);
      return normalisations[index]?.(features) ?? features;
    }, latents);
}
