import { tf } from '@yoto/engine';
import { boundedScales } from '../gaussian-conditional.ts';
import { conditionedConvolution, type NetworkBuilder, type Transform } from './conditioned-convolution.ts';
import type { NetworkSizes } from './network-sizes.ts';

/** Where the standard deviations start: about as wide as the latents, which cost some bits each and not thirty. */
const FIRST_SCALE = 3;

/**
 * h_s: quantised hyper-latents z to the standard deviations of the latents y (Balle et al. 2018, figure 4).
 *
 * The last layer's ReLU is left out: the bound of 0.11 that follows gives the same values, and unlike a ReLU it lets a
 * unit that is off everywhere come back.
 */
export function createHyperSynthesis(
  builder: NetworkBuilder,
  { channels, hyperChannels }: NetworkSizes,
): Transform {
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
    outputs: channels,
    size: 3,
    stride: 1,
    firstBias: FIRST_SCALE,
  });
  return (hyperLatents, encodedLambda) => {
    const features = tf.relu(first(hyperLatents, encodedLambda));
    return boundedScales(last(tf.relu(second(features, encodedLambda)), encodedLambda));
  };
}
