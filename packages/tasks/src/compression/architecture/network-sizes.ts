import type { CompressionParams } from '../spec.ts';

export interface ImageNetworkSizes {
  /** N of the paper: channels of the layers between the latents y and the images. */
  channels: number;
  /** M: channels of the latents y. */
  latentChannels: number;
}

export interface NetworkSizes extends ImageNetworkSizes {
  /** Channels of the hyper-latents z and of the layers between them and the latents. */
  hyperChannels: number;
}

/**
 * Quantisation steps in one unit of the networks, a power of two: the latents are so many times what the image transforms
 * compute, and their deviations so many times what the hyper-synthesis does. Adam moves every weight equally fast, so
 * weights that had to make values of 50 themselves would take thousands of steps to halve them.
 */
export const LATENT_STEPS = 4;

/** With a width multiplier (4/3 for the paper's "wider" models) all layers have so many times the channels. */
export function networkSizes(params: CompressionParams, widthMultiplier: number): NetworkSizes {
  const { channels, latentChannels = channels, hyperChannels = channels } = params;
  const widened = (count: number) => Math.max(1, Math.round(count * widthMultiplier));
  return {
    channels: widened(channels),
    latentChannels: widened(latentChannels),
    hyperChannels: widened(hyperChannels),
  };
}
