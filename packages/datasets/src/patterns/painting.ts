/** A picture as a function of the place, and what it looks like in pixels. */
import type { Colour } from './colour.ts';

/** The colour at a place of the unit square, y downwards. */
export type Painting = (x: number, y: number) => Colour;

export interface Texture {
  name: string;
  /** Another seed places dots, strokes and cells in another way. */
  paint(seed: number): Painting;
}

/**
 * A painting as bytes `[size, size, 3]`: the mean of `samples` x `samples` places for each pixel, so that edges and fine
 * patterns come out smooth.
 */
export function paintPicture(painting: Painting, size: number, samples: number): Uint8ClampedArray {
  const bytes = new Uint8ClampedArray(size * size * 3);
  const step = 1 / (size * samples);
  const factor = 255 / (samples * samples);
  for (let row = 0, at = 0; row < size; row++) {
    for (let column = 0; column < size; column++, at += 3) {
      let [red, green, blue] = [0, 0, 0];
      for (let i = 0; i < samples * samples; i++) {
        const x = (column * samples + (i % samples) + 0.5) * step;
        const y = (row * samples + Math.floor(i / samples) + 0.5) * step;
        const [r, g, b] = painting(x, y);
        red += r;
        green += g;
        blue += b;
      }
      bytes[at] = red * factor;
      bytes[at + 1] = green * factor;
      bytes[at + 2] = blue * factor;
    }
  }
  return bytes;
}
