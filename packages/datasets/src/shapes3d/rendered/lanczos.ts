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
const weights = new Float64Array(SHAPES3D_SIDE * TAPS);
for (let pixel = 0; pixel < SHAPES3D_SIDE; pixel++) {
  const centre = pixel * SAMPLES_PER_PIXEL_SIDE + (SAMPLES_PER_PIXEL_SIDE - 1) / 2;
  const wanted = centre - (TAPS - 1) / 2;
  const first = Math.min(Math.max(wanted, 0), SAMPLE_SIDE - TAPS);
  firstTap[pixel] = first;
  let sum = 0;
  for (let tap = 0; tap < TAPS; tap++) {
    const weight = lanczos((first + tap + 0.5) / SAMPLES_PER_PIXEL_SIDE - (pixel + 0.5));
    weights[pixel * TAPS + tap] = Math.fround(weight);
    sum += weight;
  }
  for (let tap = 0; tap < TAPS; tap++) {
    const at = pixel * TAPS + tap;
    weights[at] = Math.fround((weights[at] as number) / sum);
  }
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

/** Rows that are filtered side by side: the additions of one wait for each other, those of several do not. */
const ROWS_AT_ONCE = 4;

/** One channel at every sample. Float64, though what is stored is of 32 bits, because reading then takes no conversion. */
export const emptySampleValues = (): Float64Array =>
  new Float64Array((SAMPLE_SIDE + ROWS_AT_ONCE - 1) * SAMPLE_SIDE);

const narrow = new Float64Array((SAMPLE_SIDE + ROWS_AT_ONCE - 1) * SHAPES3D_SIDE);
const line = new Float64Array(SHAPES3D_SIDE);

/**
 * Filters `values` (of `emptySampleValues`) into the pixels of `area` of `plane` (64 x 64), times `factor`; pixels
 * outside the area stay as they are. `seen` are the samples, within `samplesAround(area)`, beyond which all are 0: of
 * those only the ones in the same rows are read.
 */
export function reduceArea(
  values: Float64Array,
  seen: PixelArea,
  { plane, area, factor }: { plane: Int16Array; area: PixelArea; factor: number },
): void {
  const reached = { ...area, ...columnsReached(area, seen) };
  for (let row = seen.top; row < seen.bottom; row += ROWS_AT_ONCE) narrowRows(values, row, reached);
  for (let pixelRow = area.top; pixelRow < area.bottom; pixelRow++) {
    const first = firstTap[pixelRow] as number;
    const weightStart = pixelRow * TAPS - first;
    line.fill(0);
    for (let row = Math.max(first, seen.top); row < Math.min(first + TAPS, seen.bottom); row++) {
      const weight = weights[weightStart + row] as number;
      for (let pixel = reached.left; pixel < reached.right; pixel++)
        line[pixel]! += (narrow[row * SHAPES3D_SIDE + pixel] as number) * weight;
    }
    for (let pixel = area.left; pixel < area.right; pixel++)
      plane[pixelRow * SHAPES3D_SIDE + pixel] = Math.round((line[pixel] as number) * factor);
  }
}

/** The columns of `area` that depend on the samples `seen`. */
function columnsReached(area: PixelArea, seen: PixelArea): Pick<PixelArea, 'left' | 'right'> {
  let { left, right } = area;
  while (left < right && (firstTap[left] as number) + TAPS <= seen.left) left++;
  while (right > left && (firstTap[right - 1] as number) >= seen.right) right--;
  return { left, right };
}

/** `ROWS_AT_ONCE` rows of samples from `row` on, as wide as pixels. Rows after the last wanted are made and not used. */
function narrowRows(values: Float64Array, row: number, { left, right }: PixelArea): void {
  for (let pixel = left; pixel < right; pixel++) {
    const start = row * SAMPLE_SIDE + (firstTap[pixel] as number);
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let tap = 0; tap < TAPS; tap++) {
      const weight = weights[pixel * TAPS + tap] as number;
      const at = start + tap;
      a += (values[at] as number) * weight;
      b += (values[at + SAMPLE_SIDE] as number) * weight;
      c += (values[at + 2 * SAMPLE_SIDE] as number) * weight;
      d += (values[at + 3 * SAMPLE_SIDE] as number) * weight;
    }
    const to = row * SHAPES3D_SIDE + pixel;
    narrow[to] = Math.fround(a);
    narrow[to + SHAPES3D_SIDE] = Math.fround(b);
    narrow[to + 2 * SHAPES3D_SIDE] = Math.fround(c);
    narrow[to + 3 * SHAPES3D_SIDE] = Math.fround(d);
  }
}
