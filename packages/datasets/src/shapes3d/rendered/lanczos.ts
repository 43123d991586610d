/** Reduces samples to pixels with a Lanczos-3 filter, whose slight ringing at edges the original pictures show. */
import { SHAPES3D_SIDE } from '../factors.ts';
import { type PixelArea, SAMPLE_SIDE, SAMPLES_PER_PIXEL_SIDE } from './samples.ts';

const LOBES = 3;
/** How far, in pixels, a sample reaches: a change of samples changes pixels up to this far away. */
export const FILTER_REACH = LOBES;
/** Samples whose centres lie within the reach of a pixel's centre (those at the very ends weigh nothing). */
const TAPS = 2 * LOBES * SAMPLES_PER_PIXEL_SIDE - 1;

/** For each pixel along one axis: its first sample and `TAPS` weights that sum to 1 (0 outside the picture). */
const firstTap = new Int32Array(SHAPES3D_SIDE);
const weights = new Float32Array(SHAPES3D_SIDE * TAPS);
for (let pixel = 0; pixel < SHAPES3D_SIDE; pixel++) {
  const centre = pixel * SAMPLES_PER_PIXEL_SIDE + (SAMPLES_PER_PIXEL_SIDE - 1) / 2;
  const wanted = centre - (TAPS - 1) / 2;
  const first = Math.min(Math.max(wanted, 0), SAMPLE_SIDE - TAPS);
  firstTap[pixel] = first;
  let sum = 0;
  for (let tap = 0; tap < TAPS; tap++) {
    const weight = lanczos((first + tap + 0.5) / SAMPLES_PER_PIXEL_SIDE - (pixel + 0.5));
    weights[pixel * TAPS + tap] = weight;
    sum += weight;
  }
  for (let tap = 0; tap < TAPS; tap++) weights[pixel * TAPS + tap]! /= sum;
}

function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= LOBES) return 0;
  const angle = Math.PI * x;
  return (LOBES * Math.sin(angle) * Math.sin(angle / LOBES)) / (angle * angle);
}

/** The samples that the pixels of `area` depend on, as a rectangle of samples. */
export function samplesAround(area: PixelArea): PixelArea {
  return {
    left: firstTap[area.left] as number,
    top: firstTap[area.top] as number,
    right: (firstTap[area.right - 1] as number) + TAPS,
    bottom: (firstTap[area.bottom - 1] as number) + TAPS,
  };
}

const narrow = new Float32Array(SAMPLE_SIDE * SHAPES3D_SIDE);

/**
 * Filters `values` (`SAMPLE_SIDE` squared) into the pixels of `area` of `plane` (64 x 64), times `factor`.
 * Reads only the samples of `samplesAround(area)`; pixels outside the area stay as they are.
 */
export function reduceArea(values: Float32Array, plane: Int16Array, area: PixelArea, factor: number): void {
  const { top, bottom } = samplesAround(area);
  for (let row = top; row < bottom; row++) {
    for (let pixel = area.left; pixel < area.right; pixel++) {
      const start = row * SAMPLE_SIDE + (firstTap[pixel] as number);
      const weightStart = pixel * TAPS;
      let sum = 0;
      for (let tap = 0; tap < TAPS; tap++) {
        sum += (values[start + tap] as number) * (weights[weightStart + tap] as number);
      }
      narrow[row * SHAPES3D_SIDE + pixel] = sum;
    }
  }
  for (let line = area.top; line < area.bottom; line++) {
    const start = (firstTap[line] as number) * SHAPES3D_SIDE;
    for (let pixel = area.left; pixel < area.right; pixel++) {
      let sum = 0;
      for (let tap = 0; tap < TAPS; tap++) {
        sum +=
          (narrow[start + tap * SHAPES3D_SIDE + pixel] as number) * (weights[line * TAPS + tap] as number);
      }
      plane[line * SHAPES3D_SIDE + pixel] = Math.round(sum * factor);
    }
  }
}
