/** Colours with channels in [0, 1]. */
import { mix } from './noise.ts';

export type Colour = readonly [red: number, green: number, blue: number];

/** `#rrggbb` */
export function colour(hex: string): Colour {
  const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return [channel(1), channel(3), channel(5)];
}

export const blend = (a: Colour, b: Colour, share: number): Colour => [
  mix(a[0], b[0], share),
  mix(a[1], b[1], share),
  mix(a[2], b[2], share),
];

const BLACK: Colour = [0, 0, 0];
const WHITE: Colour = [1, 1, 1];

/** Darker below 1, lighter above; 0 is black and 2 white. */
export const shade = (base: Colour, light: number): Colour =>
  light < 1 ? blend(BLACK, base, Math.max(light, 0)) : blend(base, WHITE, Math.min(light - 1, 1));

/** Colours `#rrggbb` separated by spaces. */
export class Palette {
  readonly colours: readonly Colour[];

  constructor(colours: string) {
    this.colours = colours.split(' ').map(colour);
  }

  /** One of them, for a value in [0, 1). */
  pick(value: number): Colour {
    return this.colours[Math.floor(value * this.colours.length)] as Colour;
  }

  /** Between two neighbours, for a value in [0, 1]. */
  between(value: number): Colour {
    const place = Math.min(Math.max(value, 0), 1) * (this.colours.length - 1);
    const first = Math.min(Math.floor(place), this.colours.length - 2);
    return blend(this.colours[first] as Colour, this.colours[first + 1] as Colour, place - first);
  }
}
