import type { CompressionParams } from '../spec.ts';

export interface NetworkSizes {
  /** N = M of the paper: channels of the latents y and of the layers between them and the images. */
  channels: number;
  /** Channels of the hyper-latents z and of the layers between them and the latents. */
  hyperChannels: number;
}

/** With a width multiplier (4/3 for the paper's "wider" models) all layers have so many times the channels. */
export function networkSizes(params: CompressionParams, widthMultiplier: number): NetworkSizes {
  const { channels, hyperChannels = channels } = params;
  const widened = (count: number) => Math.max(1, Math.round(count * widthMultiplier));
  return { channels: widened(channels), hyperChannels: widened(hyperChannels) };
}
