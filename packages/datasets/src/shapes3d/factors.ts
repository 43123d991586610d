/** The six factors of 3dshapes and their index order: row-major, orientation fastest (Burgess & Kim 2018). */
import { AppError } from '@yoto/core';

/** Number of values of each factor, slowest first. */
const FACTOR_SIZES = {
  floorHue: 10,
  wallHue: 10,
  objectHue: 10,
  scale: 8,
  shape: 4,
  orientation: 15,
} as const;
type FactorName = keyof typeof FACTOR_SIZES;
/** The index of each factor's value, 0 up to (not including) its size. */
export type Factors = Record<FactorName, number>;

export const SHAPES3D_COUNT = 480_000;
export const SHAPES3D_SIDE = 64;
/** Bytes of one picture: 64 x 64 pixels, RGB. */
export const SHAPES3D_IMAGE_BYTES = SHAPES3D_SIDE * SHAPES3D_SIDE * 3;
/** Values of the shape factor, in order. */
export const SHAPES = ['cube', 'cylinder', 'sphere', 'capsule'] as const;
export type Shape = (typeof SHAPES)[number];

const FACTOR_NAMES = Object.keys(FACTOR_SIZES) as FactorName[];

/** Factors of the picture at `index`. Throws `invalid_input` outside [0, 480000). */
export function factorsOf(index: number): Factors {
  if (!Number.isInteger(index) || index < 0 || index >= SHAPES3D_COUNT) {
    throw new AppError('invalid_input', `3dshapes has pictures 0 to ${SHAPES3D_COUNT - 1}, not ${index}`);
  }
  const factors = {} as Factors;
  let rest = index;
  for (const name of FACTOR_NAMES.toReversed()) {
    factors[name] = rest % FACTOR_SIZES[name];
    rest = Math.floor(rest / FACTOR_SIZES[name]);
  }
  return factors;
}

/** The inverse of `factorsOf`. */
export function indexOfFactors(factors: Factors): number {
  return FACTOR_NAMES.reduce((index, name) => index * FACTOR_SIZES[name] + factors[name], 0);
}

/** Size of the object at scale value 0 to 7: linspace(0.75, 1.25, 8). */
export function scaleFactor(scale: number): number {
  return 0.75 + (0.5 * scale) / (FACTOR_SIZES.scale - 1);
}

/** Angle at orientation value 0 to 14 in radians: linspace(-30, 30, 15) degrees. */
export function orientationRadians(orientation: number): number {
  return ((-30 + (60 * orientation) / (FACTOR_SIZES.orientation - 1)) * Math.PI) / 180;
}
