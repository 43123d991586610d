/** Pictures as bytes, and as the networks want them: sides that are multiples of 64. */
import { AppError } from '@yoto/core';
import { paddedSize } from '../image-padding.ts';

export interface RgbPicture {
  width: number;
  height: number;
  /** `[height, width, 3]` */
  data: Uint8Array;
}

export const RGB_CHANNELS = 3;
const WHITE = 255;

/** Throws `invalid_input` unless there are as many bytes as the sizes say. */
export function checkPicture({ width, height, data }: RgbPicture): void {
  const isSide = (side: number) => Number.isInteger(side) && side > 0;
  if (isSide(width) && isSide(height) && data.length === width * height * RGB_CHANNELS) return;
  throw new AppError(
    'invalid_input',
    `${data.length} bytes are no RGB picture of ${width} x ${height} pixels`,
  );
}

/**
 * In [0, 1], extended below and on the right by pixels mirrored at the edge, as `padImages` does; a picture that is smaller
 * than what is added is mirrored again and again. `[padded height, padded width, 3]`.
 */
export function paddedPixels({ width, height, data }: RgbPicture): Float32Array {
  const padded = paddedSize(height, width);
  const columns = Array.from({ length: padded.width }, (_, column) => mirrored(column, width));
  const pixels = new Float32Array(padded.height * padded.width * RGB_CHANNELS);
  let position = 0;
  for (let row = 0; row < padded.height; row++) {
    const start = mirrored(row, height) * width;
    for (const column of columns) {
      const from = (start + column) * RGB_CHANNELS;
      for (let channel = 0; channel < RGB_CHANNELS; channel++) {
        pixels[position++] = (data[from + channel] as number) / WHITE;
      }
    }
  }
  return pixels;
}

/** Where a place beyond the edge is mirrored to: 0 1 2 | 2 1 0 0 1 2 … */
function mirrored(place: number, size: number): number {
  const within = place % (2 * size);
  return within < size ? within : 2 * size - 1 - within;
}

/** In dB over all pixels and channels; 100 for equal pictures, as in training. Of the same sizes. */
export function pictureDifference(a: RgbPicture, b: RgbPicture): number {
  const squares = a.data.reduce((sum, value, index) => sum + (value - (b.data[index] as number)) ** 2, 0);
  return -10 * Math.log10(Math.max(squares / a.data.length / WHITE ** 2, 1e-10));
}
