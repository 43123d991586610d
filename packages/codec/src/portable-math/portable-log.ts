import { LN2_HIGH, LN2_LOW } from './portable-exp.ts';

/** Terms of the series of artanh for |s| <= 0.172: the first one left out, s^23/23, is below 2^-62. */
const LAST_POWER = 21;

/** ln x for a finite x > 0, else NaN (zero: -Infinity); error below 1e-15, the same bits on every machine. */
export function portableLog(x: number): number {
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return Number.NaN;
  let mantissa = x;
  let exponent = 0;
  // Halving and doubling are exact; a subnormal number takes about a thousand of them, all others fewer.
  while (mantissa > Math.SQRT2) {
    mantissa *= 0.5;
    exponent++;
  }
  while (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    exponent--;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const square = s * s;
  let series = 0;
  for (let power = LAST_POWER; power >= 1; power -= 2) series = series * square + 1 / power;
  return exponent * LN2_HIGH + (exponent * LN2_LOW + 2 * s * series);
}
