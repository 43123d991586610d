/** Pictures of single examples: how many are kept, how large, and how they come off the engine. */
import { AppError, type Place } from '@yoto/core';
import { tf } from '@yoto/engine';
import type { HostPicture } from '../task.ts';

/** Of how many examples there are pictures: enough to judge by, few enough to store for every lambda. */
export const MOST_PICTURED = 4;
/** And for how many lambdas at most, so that a job stores at most 68 pictures. */
export const MOST_PICTURED_LAMBDAS = 16;
/** Of a larger picture the middle is kept. */
export const LONGEST_SIDE = 1024;

const WHITE = 255;
/** Beyond [0, 1]: rounding, less than can be seen in 8 bits. */
const SLACK = 1e-3;

/** A stored picture; the sides of the whole one that it is the middle of are those that its values are of. */
export interface ExamplePicture extends HostPicture {
  /** Index among the evaluation examples. */
  example: number;
  /** What it was made with; null for the example itself. */
  at: Place | null;
  wholeHeight: number;
  wholeWidth: number;
}

type Sized = Omit<ExamplePicture, 'example' | 'at'>;

/** Where the middle of a side begins, and how long it is. */
function middle(length: number): { start: number; size: number } {
  const size = Math.min(length, LONGEST_SIDE);
  return { start: Math.floor((length - size) / 2), size };
}

/**
 * The middles of the first `count` pictures, still on the engine. Throws `internal` unless they are
 * `[at least count, height, width, 1 or 3]`.
 */
export function middles(images: tf.Tensor4D, count: number): tf.Tensor4D {
  const [examples = 0, height = 0, width = 0, channels = 0] = images.shape;
  if (images.rank !== 4 || examples < count || height * width === 0 || ![1, 3].includes(channels))
    throw unusable(`have the shape [${images.shape}]: [batch, height, width, 1 or 3] is needed`);
  const [rows, columns] = [middle(height), middle(width)];
  const begin = [0, rows.start, columns.start, 0] as const;
  return tf.slice(images, [...begin], [count, rows.size, columns.size, channels]);
}

/** Pictures that `middles` made of such of `whole` size, as 8-bit ones. Throws `internal` for values outside [0, 1]. */
export async function downloadPictures(
  images: tf.Tensor4D,
  whole: { height: number; width: number },
): Promise<Sized[]> {
  const [count, height, width, channels] = images.shape;
  const values = await images.data<'float32'>();
  // A loop: callbacks for each value take a fifth of a slide in Explore.
  const bytes = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    if (!(value >= -SLACK && value <= 1 + SLACK)) throw unusable('have values outside [0, 1]');
    bytes[at] = toByte(value);
  }
  const size = height * width * channels;
  return Array.from({ length: count }, (_, index) => ({
    height,
    width,
    channels: channels as 1 | 3,
    pixels: bytes.slice(index * size, (index + 1) * size),
    wholeHeight: whole.height,
    wholeWidth: whole.width,
  }));
}

const toByte = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * WHITE);

/** The middle of a picture that is on the host already. */
export function middleOf({ height, width, channels, pixels }: HostPicture): Sized {
  const [rows, columns] = [middle(height), middle(width)];
  const kept = new Uint8Array(rows.size * columns.size * channels);
  const rowLength = columns.size * channels;
  for (let row = 0; row < rows.size; row++) {
    const start = ((rows.start + row) * width + columns.start) * channels;
    kept.set(pixels.subarray(start, start + rowLength), row * rowLength);
  }
  const whole = { wholeHeight: height, wholeWidth: width };
  return { height: rows.size, width: columns.size, channels, pixels: kept, ...whole };
}

const unusable = (why: string) => new AppError('internal', `The task's pictures of its examples ${why}`);
