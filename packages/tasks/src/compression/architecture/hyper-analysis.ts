import { tf } from '@yoto/engine';
import { conditionedConvolution, type NetworkBuilder, type Transform } from './conditioned-convolution.ts';
import { LATENT_STEPS, type NetworkSizes } from './network-sizes.ts';

/** h_a: the magnitudes of the latents y to hyper-latents z of a quarter of each side (Balle et al. 2018, figure 4). */
export function createHyperAnalysis(
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
