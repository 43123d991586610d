/**
 * Light on a curved object is worked out at the corners of facets and interpolated between them, as the
 * original renderer did: its terminator is a row of steps, not a line. The corners are those of a sphere of 28
 * slices and 16 stacks, which fit the original pictures best.
 */
import type { LampView } from './lighting.ts';
import type { Normal } from './object-surface.ts';

const SLICES = 28;
const STACKS = 16;

/** Unit normals of the corners, stack by stack from the lowest; the first slice is repeated at the end. */
const corners = new Float64Array((STACKS + 1) * (SLICES + 1) * 3);
for (let stack = 0; stack <= STACKS; stack++) {
  const elevation = Math.PI * (stack / STACKS - 0.5);
  for (let slice = 0; slice <= SLICES; slice++) {
    const azimuth = (2 * Math.PI * slice) / SLICES;
    const at = (stack * (SLICES + 1) + slice) * 3;
    corners[at] = Math.cos(elevation) * Math.sin(azimuth);
    corners[at + 1] = Math.sin(elevation);
    corners[at + 2] = Math.cos(elevation) * Math.cos(azimuth);
  }
}

/** How a facet meets the lamp: mean positive cosine to it, and the part of it that faces it. */
export interface Facing {
  cosine: number;
  lit: number;
}

/** Interpolated between the four corners around `normal`. Writes `facing`. */
export function facetFacing(facing: Facing, normal: Normal, lamp: LampView): void {
  const turn = Math.atan2(normal.x, normal.z) / (2 * Math.PI);
  const across = (turn < 0 ? turn + 1 : turn) * SLICES;
  const up = (Math.asin(Math.max(-1, Math.min(1, normal.y))) / Math.PI + 0.5) * STACKS;
  const slice = Math.min(SLICES - 1, Math.floor(across));
  const stack = Math.min(STACKS - 1, Math.floor(up));
  const u = across - slice;
  const v = up - stack;
  facing.cosine = 0;
  facing.lit = 0;
  addCorner(facing, stack, slice, (1 - u) * (1 - v), lamp);
  addCorner(facing, stack, slice + 1, u * (1 - v), lamp);
  addCorner(facing, stack + 1, slice, (1 - u) * v, lamp);
  addCorner(facing, stack + 1, slice + 1, u * v, lamp);
}

function addCorner(facing: Facing, stack: number, slice: number, weight: number, lamp: LampView): void {
  const at = (stack * (SLICES + 1) + slice) * 3;
  const cosine =
    (corners[at] as number) * lamp.x +
    (corners[at + 1] as number) * lamp.y +
    (corners[at + 2] as number) * lamp.z;
  if (cosine <= 0) return;
  facing.cosine += weight * cosine;
  facing.lit += weight;
}

/** The same for a flat side, which has one normal. */
export function flatFacing(facing: Facing, normal: Normal, lamp: LampView): void {
  facing.cosine = Math.max(0, normal.x * lamp.x + normal.y * lamp.y + normal.z * lamp.z);
  facing.lit = facing.cosine > 0 ? 1 : 0;
}
