/** The faint texture of walls and floor, a honeycomb with one stain a tile; multiplies the light by 0.92 to 1.03. */
import { ROOM } from './scene.ts';

/** Tiles are square, as high as the wall; five cells across and eight up. */
const TILE = ROOM.wallHeight;
const CELL_WIDTH = TILE / 5;
const CELL_HEIGHT = TILE / 8;
/** Middle of one cell. */
const CELL_U = 1.71;
const CELL_V = 3.2;
const CELL_STRENGTH = 0.03;

/** The stain is the union of two ellipses with soft borders. */
const STAIN = [
  { u: 5.94, v: 3.13, radiusU: 0.61, radiusV: 0.71 },
  { u: 6.61, v: 2.17, radiusU: 0.55, radiusV: 0.36 },
] as const;
const STAIN_STRENGTH = 0.054;
const STAIN_SOFTNESS = 0.073;
/** Where a tile is cut so that the stain lies in one piece. */
const CUT_U = 4;

/** Texture at `along` (horizontal place on the wall) and `height`. */
export function wallTexture(along: number, height: number): number {
  return (
    1 + CELL_STRENGTH * honeycomb(along - CELL_U, height - CELL_V) - STAIN_STRENGTH * stain(along, height)
  );
}

/** The same tiles lie on the floor, turned by a quarter. */
export function floorTexture(x: number, z: number): number {
  return wallTexture(z, positiveRemainder(x + TILE / 2, TILE));
}

/** 1 in the middle of a cell, -1/3 to -1/2 on its border: three plane waves with a triangular lattice of maxima. */
function honeycomb(u: number, v: number): number {
  const a = (2 * Math.PI * u) / CELL_WIDTH;
  const b = (2 * Math.PI * v) / CELL_HEIGHT;
  // cos(a + b) + cos(a - b) + cos(2a), in two cosines
  const cosineA = Math.cos(a);
  return (2 * cosineA * Math.cos(b) + 2 * cosineA * cosineA - 1) / 3;
}

/** 1 inside the stain, 0 well outside. */
function stain(along: number, v: number): number {
  const u = positiveRemainder(along - CUT_U, TILE) + CUT_U;
  let outside = Number.POSITIVE_INFINITY;
  for (const ellipse of STAIN) {
    const du = (u - ellipse.u) / ellipse.radiusU;
    const dv = (v - ellipse.v) / ellipse.radiusV;
    outside = Math.min(outside, Math.sqrt(du * du + dv * dv) - 1);
  }
  return outside > 1 ? 0 : 1 / (1 + Math.exp(outside / STAIN_SOFTNESS));
}

function positiveRemainder(value: number, divisor: number): number {
  return value - Math.floor(value / divisor) * divisor;
}
