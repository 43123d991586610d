// exp, log and what is made of them, four at a time: the Cephes library's single-precision polynomials (Moshier), to
// about one unit in the last place. NaN stays NaN, and overflow gives infinity, so that a diverged run is seen.
import { madd } from './lanes';

const LOG2_E: f32 = 1.44269504088896341;
/** ln 2 in two parts: the first has few bits, so that its product with an exponent is exact. */
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.12194440e-4;
const EXP_OVERFLOW: f32 = 88.7228394;
const EXP_UNDERFLOW: f32 = -87.3365447;
const SQRT_HALF: f32 = 0.707106781186547524;
const SMALLEST_NORMAL: f32 = 1.17549435e-38;

@inline function c(value: f32): v128 { return f32x4.splat(value); }

@inline export function exp4(x: v128): v128 {
  const clamped = f32x4.max(f32x4.min(x, c(EXP_OVERFLOW)), c(EXP_UNDERFLOW));
  const n = f32x4.nearest(f32x4.mul(clamped, c(LOG2_E)));
  const r = f32x4.sub(f32x4.sub(clamped, f32x4.mul(n, c(LN2_HIGH))), f32x4.mul(n, c(LN2_LOW)));
  let p = madd(c(1.3981999507e-3), c(1.9875691500e-4), r);
  p = madd(c(8.3334519073e-3), p, r);
  p = madd(c(4.1665795894e-2), p, r);
  p = madd(c(1.6666665459e-1), p, r);
  p = madd(c(5.0000001201e-1), p, r);
  const mantissa = f32x4.add(madd(r, p, f32x4.mul(r, r)), c(1));
  // 2^n as 2 * 2^(n-1): n reaches 128, which has no exponent of its own.
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(126)), 23);
  let y = f32x4.mul(f32x4.mul(mantissa, power), c(2));
  y = v128.bitselect(c(Infinity), y, f32x4.gt(x, c(EXP_OVERFLOW)));
  return v128.bitselect(c(0), y, f32x4.lt(x, c(EXP_UNDERFLOW)));
}

@inline export function log4(x: v128): v128 {
  const tiny = f32x4.lt(x, c(SMALLEST_NORMAL));
  const scaled = v128.bitselect(f32x4.mul(x, c(8388608)), x, tiny);
  let e = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_u(scaled, 23), i32x4.splat(126)));
  e = f32x4.sub(e, v128.and(c(23), tiny));
  let m = v128.or(v128.and(scaled, i32x4.splat(0x007fffff)), c(0.5));
  const low = f32x4.lt(m, c(SQRT_HALF));
  e = f32x4.sub(e, v128.and(c(1), low));
  m = f32x4.sub(f32x4.add(m, v128.and(m, low)), c(1));
  const z = f32x4.mul(m, m);
  let p = madd(c(-1.1514610310e-1), c(7.0376836292e-2), m);
  p = madd(c(1.1676998740e-1), p, m);
  p = madd(c(-1.2420140846e-1), p, m);
  p = madd(c(1.4249322787e-1), p, m);
  p = madd(c(-1.6668057665e-1), p, m);
  p = madd(c(2.0000714765e-1), p, m);
  p = madd(c(-2.4999993993e-1), p, m);
  p = madd(c(3.3333331174e-1), p, m);
  let y = f32x4.mul(f32x4.mul(p, m), z);
  y = madd(y, e, c(LN2_LOW));
  y = f32x4.sub(y, f32x4.mul(c(0.5), z));
  y = madd(f32x4.add(m, y), e, c(LN2_HIGH));
  y = v128.bitselect(y, c(NaN), f32x4.ge(x, c(0)));
  y = v128.bitselect(c(-Infinity), y, f32x4.eq(x, c(0)));
  return v128.bitselect(x, y, f32x4.eq(x, c(Infinity)));
}

/** log(1 + u) for u >= 0; the last term gives back what rounding 1 + u lost. */
@inline export function log1p4(u: v128): v128 {
  const w = f32x4.add(u, c(1));
  const lost = f32x4.sub(f32x4.sub(w, c(1)), u);
  return f32x4.sub(log4(w), f32x4.div(lost, w));
}

/** log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|)). */
@inline export function softplus4(x: v128): v128 {
  return f32x4.add(f32x4.max(x, c(0)), log1p4(exp4(f32x4.neg(f32x4.abs(x)))));
}

@inline export function sigmoid4(x: v128): v128 {
  return f32x4.div(c(1), f32x4.add(c(1), exp4(f32x4.neg(x))));
}

/** Cephes: a polynomial near 0, where the other form loses digits. */
@inline export function tanh4(x: v128): v128 {
  const z = f32x4.mul(x, x), size = f32x4.abs(x);
  let p = madd(c(2.06390887954e-2), c(-5.70498872745e-3), z);
  p = madd(c(-5.37397155531e-2), p, z);
  p = madd(c(1.33314422036e-1), p, z);
  p = madd(c(-3.33332819422e-1), p, z);
  const near = madd(x, f32x4.mul(p, z), x);
  const far = f32x4.sub(c(1), f32x4.div(c(2), f32x4.add(exp4(f32x4.add(size, size)), c(1))));
  return v128.bitselect(near, v128.or(far, v128.and(x, c(-0.0))), f32x4.lt(size, c(0.625)));
}

/** A rational function, as in the Eigen library: to about two units in the last place; 1 beyond 4. */
@inline export function erf4(x: v128): v128 {
  const t = f32x4.max(f32x4.min(x, c(4)), c(-4)), z = f32x4.mul(t, t);
  let p = madd(c(2.77068142495902e-8), c(-2.72614225801306e-10), z);
  p = madd(c(-2.10102402082508e-6), p, z);
  p = madd(c(-5.69250639462346e-5), p, z);
  p = madd(c(-7.34990630326855e-4), p, z);
  p = madd(c(-2.95459980854025e-3), p, z);
  p = madd(c(-1.60960333262415e-2), p, z);
  let q = madd(c(-2.13374055278905e-4), c(-1.45660718464996e-5), z);
  q = madd(c(-1.68282697438203e-3), q, z);
  q = madd(c(-7.37332916720468e-3), q, z);
  q = madd(c(-1.42647390514189e-2), q, z);
  return f32x4.div(f32x4.mul(t, p), q);
}
