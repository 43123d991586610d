import { tf } from '@yoto/engine';
import { varianceScaling } from '@yoto/training';
import { boundedScales } from '../gaussian-conditional.ts';
import { conditionedConvolution, type NetworkBuilder, type Transform } from './conditioned-convolution.ts';
import { analysisWidths, LATENT_STEPS, type NetworkSizes } from './network-sizes.ts';
import { packetDeviations, packetLayers } from './packet-transform.ts';

/** Variance of the last layer's first outputs relative to its inputs': the deviations start nearly as the packets' are expected. */
const FAINT = 0.01;

/**
 * h_s: quantised hyper-latents z to the standard deviations of the latents y (Balle et al. 2018, figure 4).
 *
 * The last layer's ReLU is left out: the bound of 0.11 that follows gives the same values, and unlike a ReLU it lets a
 * unit that is off everywhere come back.
 */
export function createHyperSynthesis(builder: NetworkBuilder, sizes: NetworkSizes): Transform {
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
