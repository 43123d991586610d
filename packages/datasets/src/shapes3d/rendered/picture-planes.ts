/**
 * The hue-free form of a picture. A hue's channels take six values only, so what a surface adds to a pixel at
 * each of the six is worked out once per geometry (shape, scale, orientation: 480 of them) and any of the
 * 1,000 hue combinations is then a sum of planes.
 */
import { SHAPES3D_SIDE } from '../factors.ts';
import { CHANNEL_LEVELS } from './hue.ts';
import { emptySampleValues, FILTER_REACH, reduceArea, samplesAround } from './lanczos.ts';
import { FLOOR, OBJECT, type PixelArea, SAMPLE_SIDE, type Samples, SKY, WALL } from './samples.ts';

/** Stored value of full brightness: 64 steps per grey value, and room for the filter's overshoot. */
export const PLANE_FULL = 64 * 255;

/** Planes are 64 x 64; those of a surface are indexed by channel level 0 to 5. */
export interface PicturePlanes {
  sky: Int16Array;
  floor: readonly Int16Array[];
  wall: readonly Int16Array[];
  object: readonly Int16Array[];
}

const SURFACES = [
  ['floor', FLOOR],
  ['wall', WALL],
  ['object', OBJECT],
] as const;

/**
 * Planes of `samples`. With a `base` (planes of samples that are equal outside `area`), only the pixels near
 * `area` are worked out anew and the others are copied.
 */
export function picturePlanes(samples: Samples, area: PixelArea, base?: PicturePlanes): PicturePlanes {
  const reached = {
    left: Math.max(0, area.left - FILTER_REACH),
    top: Math.max(0, area.top - FILTER_REACH),
    right: Math.min(SHAPES3D_SIDE, area.right + FILTER_REACH),
    bottom: Math.min(SHAPES3D_SIDE, area.bottom + FILTER_REACH),
  };
  const needed = samplesAround(reached);
  const reduce = (seen: PixelArea, base: Int16Array | undefined) => {
    const plane = base ? base.slice() : new Int16Array(SHAPES3D_SIDE ** 2);
    reduceArea(values, seen, { plane, area: reached, factor: PLANE_FULL });
    return plane;
  };
  const inRowsOf = ({ top, bottom }: PixelArea): PixelArea => ({ ...needed, top, bottom });
  const seenSky = seenArea(samples, needed, SKY);
  fillCoverage(samples, inRowsOf(seenSky));
  const sky = reduce(seenSky, base?.sky);
  const planes = { sky, floor: [] as Int16Array[], wall: [] as Int16Array[], object: [] as Int16Array[] };
  for (const [name, surface] of SURFACES) {
    const seen = seenArea(samples, needed, surface);
    for (let level = 0; level <= CHANNEL_LEVELS; level++) {
      fillBrightness(samples, inRowsOf(seen), surface, level / CHANNEL_LEVELS);
      planes[name].push(reduce(seen, base?.[name][level]));
    }
  }
  return planes;
}

/** The least rectangle within `area` outside which the surface is not seen; empty where it is nowhere. */
function seenArea({ surface }: Samples, area: PixelArea, wanted: number): PixelArea {
  const seen = { left: area.right, top: area.bottom, right: area.left, bottom: area.top };
  for (let row = area.top; row < area.bottom; row++) {
    const start = row * SAMPLE_SIDE;
    for (let column = area.left; column < area.right; column++) {
      if (surface[start + column] !== wanted) continue;
      seen.left = Math.min(seen.left, column);
      seen.right = Math.max(seen.right, column + 1);
      seen.top = Math.min(seen.top, row);
      seen.bottom = row + 1;
    }
  }
  return seen;
}

/** One channel of one surface at every sample: filled and reduced plane after plane. */
const values = emptySampleValues();

function fillCoverage(samples: Samples, { left, top, right, bottom }: PixelArea): void {
  for (let row = top; row < bottom; row++) {
    for (let at = row * SAMPLE_SIDE + left; at < row * SAMPLE_SIDE + right; at++) {
      values[at] = samples.surface[at] === SKY ? 1 : 0;
    }
  }
}

/** Brightness of one channel where the surface is seen, 0 elsewhere; clipped at 1 as a display would. */
function fillBrightness(
  samples: Samples,
  { left, top, right, bottom }: PixelArea,
  surface: number,
  channel: number,
): void {
  for (let row = top; row < bottom; row++) {
    for (let at = row * SAMPLE_SIDE + left; at < row * SAMPLE_SIDE + right; at++) {
      values[at] =
        samples.surface[at] === surface
          ? Math.fround(Math.min(1, (samples.light[at] as number) * channel + (samples.gloss[at] as number)))
          : 0;
    }
  }
}
