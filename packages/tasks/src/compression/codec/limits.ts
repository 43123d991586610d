/** What a trained model can be asked for: which weights of the distortion, and how large a picture. */
import { AppError, lambdaRange, type TrainedJobSpec, variableTerms } from '@yoto/core';
import type { WeightLimits } from '../../commands/trained-weight.ts';
import type { NetworkSizes } from '../architecture/network-sizes.ts';
import { compressionSpec } from '../spec.ts';

export function lambdaLimits({ distribution }: Pick<TrainedJobSpec, 'distribution'>): WeightLimits {
  const [term = ''] = variableTerms(compressionSpec);
  const own = distribution[term];
  if (!own) throw new AppError('invalid_input', `The job of this model says nothing of the weight "${term}"`);
  return { term, ...lambdaRange(own) };
}

/** Bytes of memory, measured on WebAssembly, for each pixel and channel: all layers live until the last one is computed. */
const BYTES = 11;
/** The picture itself, in single precision and at its full size, takes as much as so many channels. */
const PICTURE_CHANNELS = 8;
/** The address space of WebAssembly is 4 GiB. */
const WORKING_BYTES = 3 * 2 ** 30;

export const mostPixels = ({ channels }: NetworkSizes): number =>
  Math.floor(WORKING_BYTES / (BYTES * (channels + PICTURE_CHANNELS)));

/** Refuses a picture on which an engine would run out of memory half-way. Throws `invalid_input`. */
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
