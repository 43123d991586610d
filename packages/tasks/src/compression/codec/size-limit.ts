/** How large a picture a model can work on at once, before an engine runs out of memory half-way. */
import { AppError } from '@yoto/core';
import type { NetworkSizes } from '../architecture/network-sizes.ts';

/** Measured on WebAssembly, for each pixel and channel: all layers live until the last one is computed. */
const BYTES = 11;
/** The picture itself, in single precision and at its full size, takes as much as so many channels. */
const PICTURE_CHANNELS = 8;
/** The address space of WebAssembly is 4 GiB. */
const WORKING_BYTES = 3 * 2 ** 30;

export const mostPixels = ({ channels }: NetworkSizes): number =>
  Math.floor(WORKING_BYTES / (BYTES * (channels + PICTURE_CHANNELS)));

/** Throws `invalid_input`. */
export function checkSize({ width, height }: { width: number; height: number }, sizes: NetworkSizes): void {
  const most = mostPixels(sizes);
  if (width * height <= most) return;
  const megapixels = (pixels: number) => (pixels / 1e6).toPrecision(3);
  throw new AppError(
    'invalid_input',
    `The picture has ${width} x ${height} pixels (${megapixels(width * height)} megapixels); a model with ${sizes.channels} channels takes at most ${megapixels(most)}`,
    { details: { fix: 'make the picture smaller, cut it into parts, or use a model with fewer channels' } },
  );
}
