/**
 * Records to float pictures in [-1, 1], height x width x channel, with the augmentation of the paper: bilinear
 * resize from 32 to 40, random crop of 32, random horizontal flip (Dosovitskiy & Djolonga 2020, appendix).
 */
import type { RandomStream } from '@yoto/core';
import { CIFAR10_CHANNELS, CIFAR10_PIXELS, CIFAR10_SIDE, RECORD_BYTES } from './cifar10-records.ts';

const RESIZED_SIDE = 40;
export const PICTURE_VALUES = CIFAR10_CHANNELS * CIFAR10_PIXELS;

/** Where the crop lies in the resized picture, and whether it is mirrored. */
export interface CropFlip {
  top: number;
  left: number;
  flip: boolean;
}

/** Source pixel and the weight of its right neighbour for each of the 40 resized places (half-pixel centres). */
const lowerPixel = new Uint8Array(RESIZED_SIDE);
const upperPixel = new Uint8Array(RESIZED_SIDE);
const upperWeight = new Float32Array(RESIZED_SIDE);
for (let place = 0; place < RESIZED_SIDE; place++) {
  const centre = ((place + 0.5) * CIFAR10_SIDE) / RESIZED_SIDE - 0.5;
  const source = Math.min(Math.max(centre, 0), CIFAR10_SIDE - 1);
  lowerPixel[place] = Math.floor(source);
  upperPixel[place] = Math.min(Math.floor(source) + 1, CIFAR10_SIDE - 1);
  upperWeight[place] = source - Math.floor(source);
}

/** The next crop of `draws`; three draws each, whatever they give. */
export function drawCropFlip(draws: RandomStream): CropFlip {
  const places = RESIZED_SIDE - CIFAR10_SIDE + 1;
  return { top: draws.integer(places), left: draws.integer(places), flip: draws.uniform() < 0.5 };
}

/** Writes the picture of record `record` as it is. */
export function writePicture(bytes: Uint8Array, record: number, target: Float32Array, offset: number): void {
  const start = record * RECORD_BYTES + 1;
  for (let pixel = 0; pixel < CIFAR10_PIXELS; pixel++) {
    for (let channel = 0; channel < CIFAR10_CHANNELS; channel++) {
      const value = bytes[start + channel * CIFAR10_PIXELS + pixel] as number;
      target[offset + pixel * CIFAR10_CHANNELS + channel] = value / 127.5 - 1;
    }
  }
}

/** Writes the picture of record `record`, resized, cropped and perhaps mirrored. */
export function writeAugmentedPicture(
  bytes: Uint8Array,
  record: number,
  { top, left, flip }: CropFlip,
  target: Float32Array,
  offset: number,
): void {
  let at = offset;
  for (let row = 0; row < CIFAR10_SIDE; row++) {
    const upperRow = (lowerPixel[top + row] as number) * CIFAR10_SIDE;
    const lowerRow = (upperPixel[top + row] as number) * CIFAR10_SIDE;
    const down = upperWeight[top + row] as number;
    for (let column = 0; column < CIFAR10_SIDE; column++) {
      const place = left + (flip ? CIFAR10_SIDE - 1 - column : column);
      const near = lowerPixel[place] as number;
      const far = upperPixel[place] as number;
      const across = upperWeight[place] as number;
      let plane = record * RECORD_BYTES + 1;
      for (let channel = 0; channel < CIFAR10_CHANNELS; channel++) {
        const a = bytes[plane + upperRow + near] as number;
        const b = bytes[plane + upperRow + far] as number;
        const c = bytes[plane + lowerRow + near] as number;
        const d = bytes[plane + lowerRow + far] as number;
        const above = a + (b - a) * across;
        const below = c + (d - c) * across;
        target[at++] = (above + (below - above) * down) / 127.5 - 1;
        plane += CIFAR10_PIXELS;
      }
    }
  }
}
