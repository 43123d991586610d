/**
 * Engines may round Math.exp, Math.log and Math.tanh differently; an encoder and a decoder that disagree in one bit of one
 * scale lose the rest of the picture. These use only + - * / and comparisons, which IEEE 754 fixes to the last bit.
 */

/** ln 2 as a high part with 21 trailing zero bits, so that an exponent times it is exact, and the rest. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

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

// The functions of the factorised density (Balle et al. 2018, appendix 6.1), the same bits on every machine.

/** 1 / (1 + e^-x), without overflow on either side. */
export function portableSigmoid(x: number): number {
  const small = portableExp(-Math.abs(x));
  return (x < 0 ? small : 1) / (1 + small);
}

/** tanh x; absolute error below 1e-15. */
export function portableTanh(x: number): number {
  const small = portableExp(-2 * Math.abs(x));
  const magnitude = (1 - small) / (1 + small);
  return x < 0 ? -magnitude : magnitude;
}

/** ln(1 + e^x); absolute error below 1e-15 * max(1, x). */
export function portableSoftplus(x: number): number {
  return Math.max(x, 0) + portableLog(1 + portableExp(-Math.abs(x)));
}

/** 1 / sqrt(2 pi). */
const PEAK = 0.3989422804014327;

/** Beyond nine standard deviations the rest is below 2^-60, less than a double near one can tell. */
const FAR = 9;

/**
 * P(Z <= x) of a standard normal Z by the series of G. Marsaglia ("Evaluating the Normal Distribution", 2004, equation
 * 3): 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + ...). Absolute error below 1e-15, the same bits on every machine.
 */
export function normalCdf(x: number): number {
  if (x < -FAR) return 0;
  if (x > FAR) return 1;
  const square = x * x;
  let term = x;
  let sum = x;
  let previous = 0;
  for (let odd = 3; sum !== previous; odd += 2) {
    term = (term * square) / odd;
    previous = sum;
    sum += term;
  }
  return 0.5 + PEAK * portableExp(-0.5 * square) * sum;
}
