/**
 * Engines may round Math.exp, Math.log and Math.tanh differently; an encoder and a decoder that disagree in one bit of one
 * scale lose the rest of the picture. These use only + - * / and comparisons, which IEEE 754 fixes to the last bit.
 */

/** ln 2 as a high part with 21 trailing zero bits, so that an exponent times it is exact, and the rest. */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;

/** exp(-745.2) is the last that is not zero, exp(709.8) the first that is infinite. */
const UNDERFLOW = -745.2;
const OVERFLOW = 709.8;

/** Taylor terms for |r| <= ln(2)/2: the first one left out, r^15/15!, is below 2^-63. */
const LAST_TERM = 14;

/** e^x with a relative error below 1e-15 (but for subnormal results), the same bits on every machine. */
export function portableExp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x < UNDERFLOW) return 0;
  if (x > OVERFLOW) return Number.POSITIVE_INFINITY;
  const exponent = Math.round(x / LN2_HIGH);
  const r = x - exponent * LN2_HIGH - exponent * LN2_LOW;
  let sum = 1;
  for (let term = LAST_TERM; term >= 1; term--) sum = 1 + (r / term) * sum;
  // 2^1024 is not a double; half of the largest results times 2 is.
  return exponent > 0 ? 2 * timesPowerOfTwo(sum, exponent - 1) : timesPowerOfTwo(sum, exponent);
}

/** `value * 2^exponent`, by multiplications that are exact (the last one may round to a subnormal number). */
function timesPowerOfTwo(value: number, exponent: number): number {
  let product = value;
  let left = Math.abs(exponent);
  let square = exponent < 0 ? 0.5 : 2;
  while (left > 0) {
    if (left & 1) product *= square;
    square *= square;
    left >>= 1;
  }
  return product;
}
