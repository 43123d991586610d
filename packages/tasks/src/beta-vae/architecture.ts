/** The two networks of the paper's appendix A.1, as numbers. */
import { AppError } from '@yoto/core';

export interface Architecture {
  /** Side of the square images; 4 after the encoder's blocks. */
  imageSize: number;
  imageChannels: number;
  /** Channels of each block, highest resolution first; a block halves (or doubles) the resolution. */
  blockChannels: readonly number[];
  layersPerBlock: number;
  /** Units of the hidden fully connected layer of encoder and decoder. */
  hiddenUnits: number;
  latents: number;
  likelihood: 'gaussian' | 'bernoulli';
  /** Fan of the variance-scaling initialiser of the convolutions, as the authors chose it. */
  convolutionFan: 'fan-in' | 'fan-average';
}

const CIFAR10: Architecture = {
  imageSize: 32,
  imageChannels: 3,
  blockChannels: [16, 32, 64],
  layersPerBlock: 2,
  hiddenUnits: 512,
  latents: 64,
  likelihood: 'gaussian',
  convolutionFan: 'fan-average',
};

const SHAPES3D: Architecture = {
  imageSize: 64,
  imageChannels: 3,
  blockChannels: [8, 16, 32, 64],
  layersPerBlock: 1,
  hiddenUnits: 256,
  latents: 10,
  likelihood: 'bernoulli',
  convolutionFan: 'fan-in',
};

const BY_DATASET: Readonly<Record<string, Architecture>> = {
  cifar10: CIFAR10,
  shapes3d: SHAPES3D,
  'shapes3d-rendered': SHAPES3D,
};

/**
 * The network for a data set; with a width multiplier (the "wider" models) each convolution has so many times the channels.
 * Throws `internal` for a data set that has no network.
 */
export function architectureOf(datasetId: string, widthMultiplier: number): Architecture {
  const base = Object.hasOwn(BY_DATASET, datasetId) ? BY_DATASET[datasetId] : undefined;
  if (!base) throw new AppError('internal', `beta-vae has no network for the data set "${datasetId}"`);
  const widened = (channels: number) => Math.max(1, Math.round(channels * widthMultiplier));
  return { ...base, blockChannels: base.blockChannels.map(widened) };
}
