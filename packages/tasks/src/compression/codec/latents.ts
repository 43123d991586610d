/** The integers that a compressed picture is made of. */
import { AppError } from '@yoto/core';
import type { NetworkSizes } from '../architecture/network-sizes.ts';
import { IMAGE_STRIDE, paddedSize } from '../image-padding.ts';

/** Pixels of a picture to one position of the latents. */
const LATENT_STRIDE = 16;

export interface Latents {
  /** y, `[height / 16, width / 16, latentChannels]` of the padded picture. */
  latents: Int32Array;
  /** z, `[height / 64, width / 64, hyperChannels]` of the padded picture. */
  hyperLatents: Int32Array;
}

export interface LatentShapes {
  latents: [batch: 1, height: number, width: number, channels: number];
  hyperLatents: [batch: 1, height: number, width: number, channels: number];
}

/** What a picture of this size becomes, padded to multiples of 64. */
export function latentShapes(
  { height, width }: { height: number; width: number },
  { latentChannels, hyperChannels }: NetworkSizes,
): LatentShapes {
  const padded = paddedSize(height, width);
  const sides = (stride: number) => [padded.height / stride, padded.width / stride] as const;
  return {
    latents: [1, ...sides(LATENT_STRIDE), latentChannels],
    hyperLatents: [1, ...sides(IMAGE_STRIDE), hyperChannels],
  };
}

/** Beyond it the entropy coder could not tell above from below. */
const GREATEST = 2 ** 30;

/** Rounded values as integers. Throws `diverged` for what no model in good health gives. */
export function asIntegers(values: Float32Array): Int32Array {
  if (values.every((value) => Math.abs(value) <= GREATEST)) return Int32Array.from(values);
  throw new AppError(
    'diverged',
    'The model gives values for this picture that are no numbers, or huge: its training has diverged',
    { details: { fix: 'use the model of another job, or an earlier checkpoint of this one' } },
  );
}
