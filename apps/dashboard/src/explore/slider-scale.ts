/** Where a value stands on a slider, and back. Pure. */
import type { ExploreSlider } from '@yoto/training';

type Scale = Pick<ExploreSlider, 'min' | 'max' | 'scale'>;

/** Steps of a slider from end to end: an arrow key moves by one. */
export const STEPS = 400;
/** Digits of a value that a slider gives: more would pretend to a precision that a pointer has not. */
const DIGITS = 3;

/** From 0 to 1. */
export function shareOf(value: number, { min, max, scale }: Scale): number {
  if (max <= min) return 0;
  const share =
    scale === 'log'
      ? Math.log(Math.max(value, min) / min) / Math.log(max / min)
      : (value - min) / (max - min);
  return Math.min(1, Math.max(0, share));
}

/** Rounded to three digits, and never outside the slider. */
export function valueAt(share: number, { min, max, scale }: Scale): number {
  const exact = scale === 'log' ? min * (max / min) ** share : min + share * (max - min);
  return Math.min(max, Math.max(min, Number(exact.toPrecision(DIGITS))));
}
