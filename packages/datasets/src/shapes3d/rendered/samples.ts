/** What the camera sees at each sample point: nine per pixel, as the original pictures were sampled. */
import { SHAPES3D_SIDE } from '../factors.ts';

export const SAMPLES_PER_PIXEL_SIDE = 3;
export const SAMPLE_SIDE = SHAPES3D_SIDE * SAMPLES_PER_PIXEL_SIDE;

export const SKY = 0;
export const FLOOR = 1;
export const WALL = 2;
export const OBJECT = 3;

/** Arrays of `SAMPLE_SIDE` rows by `SAMPLE_SIDE` columns. */
export interface Samples {
  /** SKY, FLOOR, WALL or OBJECT. */
  surface: Uint8Array;
  /** Factor of the surface's hue; may exceed 1, the colour is then clipped at 1. */
  light: Float32Array;
  /** White light added to all channels. */
  gloss: Float32Array;
}

export function emptySamples(): Samples {
  const count = SAMPLE_SIDE ** 2;
  return { surface: new Uint8Array(count), light: new Float32Array(count), gloss: new Float32Array(count) };
}

export function copySamples(from: Samples, to: Samples): void {
  to.surface.set(from.surface);
  to.light.set(from.light);
  to.gloss.set(from.gloss);
}

/** A rectangle, of pixels unless said otherwise; `right` and `bottom` are not included. */
export interface PixelArea {
  left: number;
  top: number;
  right: number;
  bottom: number;
}
export const WHOLE_PICTURE: PixelArea = { left: 0, top: 0, right: SHAPES3D_SIDE, bottom: SHAPES3D_SIDE };
