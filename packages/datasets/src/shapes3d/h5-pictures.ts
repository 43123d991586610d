/** Reads pictures of 3dshapes.h5 one by one; the file is 250 MB, its pictures 5.9 GB, so it is never loaded whole. */
import { basename } from 'node:path';
import { AppError } from '@yoto/core';
import type { Dataset, File } from 'h5wasm/node';
import { openH5 } from '../h5/open-h5.ts';
import {
  factorsOf,
  orientationRadians,
  SHAPES3D_COUNT,
  SHAPES3D_IMAGE_BYTES,
  scaleFactor,
} from './factors.ts';
import type { PictureSource } from './picture-source.ts';

/** Pictures that share one compressed chunk, above which a single picture is slow to read. */
const SLOW_CHUNK_PICTURES = 4;
const LABEL_TOLERANCE = 1e-6;

export interface H5Pictures extends PictureSource {
  /** Pictures in one chunk of the file: reading that many in a row costs little more than reading one. */
  picturesPerChunk: number;
  /** Pictures `first` up to (not including) `end`, one after the other. */
  readRange(first: number, end: number): Uint8Array;
}

/** Opens an HDF5 file with the layout of 3dshapes.h5. Throws `data_corrupt` where it is anything else. */
export async function openH5Pictures(path: string): Promise<H5Pictures> {
  const file = await openH5(path, (why) => corrupt(path, why));
  try {
    return h5Pictures(path, file);
  } catch (error) {
    file.close();
    throw error;
  }
}

function h5Pictures(path: string, file: File): H5Pictures {
  const images = imagesOf(path, file);
  const count = images.shape?.[0] as number;
  checkLabels(path, file, count);
  const picturesPerChunk = images.metadata.chunks?.[0] ?? 1;
  const readRange = (first: number, end: number) => {
    const bytes = images.slice([[first, end]]);
    if (!(bytes instanceof Uint8Array) || bytes.length !== (end - first) * SHAPES3D_IMAGE_BYTES) {
      throw corrupt(path, `pictures ${first} to ${end - 1} cannot be read`);
    }
    return bytes;
  };
  const slow =
    picturesPerChunk > SLOW_CHUNK_PICTURES
      ? ` (slow: ${picturesPerChunk} pictures share a compressed chunk; the parameter "unpack" makes a fast copy)`
      : '';
  return {
    count,
    description: `${count} pictures of ${basename(path)}${slow}`,
    picturesPerChunk,
    readRange,
    read: (index, target, offset) => target.set(readRange(index, index + 1), offset),
    async close() {
      file.close();
    },
  };
}

function imagesOf(path: string, file: File): Dataset {
  const images = file.keys().includes('images') ? file.get('images') : null;
  const shape = images && 'shape' in images ? images.shape : null;
  if (!images || shape?.length !== 4 || shape.slice(1).join() !== '64,64,3') {
    throw corrupt(path, 'it has no data set "images" of shape [count, 64, 64, 3]');
  }
  return images as Dataset;
}

/** The first and the last label must be those of the published index order. */
function checkLabels(path: string, file: File, count: number): void {
  const labels = file.keys().includes('labels') ? (file.get('labels') as Dataset) : null;
  if (labels?.shape?.join() !== `${count},6` || count > SHAPES3D_COUNT) {
    throw corrupt(path, `it has no data set "labels" of shape [${count}, 6]`);
  }
  for (const index of [0, count - 1]) {
    const found = Array.from(labels.slice([[index, index + 1]]) as Float64Array);
    const expected = labelOf(index);
    if (!found.every((value, place) => Math.abs(value - (expected[place] as number)) < LABEL_TOLERANCE)) {
      throw corrupt(
        path,
        `picture ${index} is labelled ${found.join(', ')}, expected ${expected.join(', ')}`,
      );
    }
  }
}

/** Label of a picture as 3dshapes.h5 stores it: hues in 0 to 1, size, shape number, degrees. */
export function labelOf(index: number): number[] {
  const factors = factorsOf(index);
  return [
    factors.floorHue / 10,
    factors.wallHue / 10,
    factors.objectHue / 10,
    scaleFactor(factors.scale),
    factors.shape,
    (orientationRadians(factors.orientation) * 180) / Math.PI,
  ];
}

function corrupt(path: string, reason: string): AppError {
  const file = basename(path);
  return new AppError('data_corrupt', `${file} is not a whole 3dshapes.h5: ${reason}. Fetch the file again`, {
    details: { file },
  });
}
