// Matrix products. The micro-kernels keep a 4x8 block of the result in eight registers; unrolling them further makes
// V8 spill registers and costs a third of the speed.
import { activate, load4, loadPart, madd, splat, storePart8 } from './lanes';
import { address, real, word } from './descriptor';

/**
 * out[i][j] = activation(sum over s, t of a[i * aStep + s * segmentPitch + t] * b[s * segmentLength + t][j] + bias[j]):
 * m rows of `a`, each read in `segments` contiguous pieces of `segmentLength` floats, times n columns of packed `b`
 * (panels of 8 columns, `panel` bytes apart). With `accumulate` the sum starts from what is stored.
 */
export function rowsProduct(a: usize, aStep: usize, m: i32, segments: i32, segmentLength: i32, segmentPitch: usize,
                            b: usize, panel: usize, n: i32, out: usize, outStep: usize,
                            bias: usize, activation: i32, alpha: f32, accumulate: i32): void {
  const slope = f32x4.splat(alpha), segmentBytes = <usize>segmentLength << 2;
  for (let j = 0; j < n; j += 8, b += panel) {
    const columns = n - j, biasAt = bias + (<usize>j << 2), outColumn = out + (<usize>j << 2);
    let lo = f32x4.splat(0), hi = lo;
    if (bias) { lo = loadPart(biasAt, columns); hi = loadPart(biasAt + 16, columns - 4); }
    for (let i = 0; i < m; i += 4) {
      // Rows past the end are computed from the last row, and store the same value there again.
      const i1 = <usize>min(i + 1, m - 1), i2 = <usize>min(i + 2, m - 1), i3 = <usize>min(i + 3, m - 1);
      fourRows(a + <usize>i * aStep, a + i1 * aStep, a + i2 * aStep, a + i3 * aStep, segments, segmentBytes, segmentPitch, b,
        outColumn + <usize>i * outStep, outColumn + i1 * outStep, outColumn + i2 * outStep, outColumn + i3 * outStep, columns,
        lo, hi, activation, slope, accumulate);
    }
  }
}

/** A 4x8 tile of such a product: rows at a0 to a3 times one panel, stored at o0 to o3; lo and hi are the bias. */
@inline export function fourRows(a0: usize, a1: usize, a2: usize, a3: usize, segments: i32, segmentBytes: usize, segmentPitch: usize,
                                 b: usize, o0: usize, o1: usize, o2: usize, o3: usize, columns: i32,
                                 lo: v128, hi: v128, activation: i32, slope: v128, accumulate: i32): void {
  let c00 = lo, c01 = hi, c10 = lo, c11 = hi, c20 = lo, c21 = hi, c30 = lo, c31 = hi;
  if (accumulate) {
    c00 = loadPart(o0, columns); c01 = loadPart(o0 + 16, columns - 4);
    c10 = loadPart(o1, columns); c11 = loadPart(o1 + 16, columns - 4);
    c20 = loadPart(o2, columns); c21 = loadPart(o2 + 16, columns - 4);
    c30 = loadPart(o3, columns); c31 = loadPart(o3 + 16, columns - 4);
  }
  let p = b;
  for (let s = 0; s < segments; s++) {
    let q0 = a0, q1 = a1, q2 = a2, q3 = a3;
    const end = a0 + segmentBytes;
    while (q0 < end) {
      const b0 = load4(p), b1 = v128.load(p, 16);
      let x = splat(q0);
      c00 = madd(c00, x, b0); c01 = madd(c01, x, b1); x = splat(q1);
      c10 = madd(c10, x, b0); c11 = madd(c11, x, b1); x = splat(q2);
      c20 = madd(c20, x, b0); c21 = madd(c21, x, b1); x = splat(q3);
      c30 = madd(c30, x, b0); c31 = madd(c31, x, b1);
      q0 += 4; q1 += 4; q2 += 4; q3 += 4; p += 32;
    }
    a0 += segmentPitch; a1 += segmentPitch; a2 += segmentPitch; a3 += segmentPitch;
  }
  storePart8(o0, activate(c00, activation, slope), activate(c01, activation, slope), columns);
  storePart8(o1, activate(c10, activation, slope), activate(c11, activation, slope), columns);
  storePart8(o2, activate(c20, activation, slope), activate(c21, activation, slope), columns);
  storePart8(o3, activate(c30, activation, slope), activate(c31, activation, slope), columns);
}

/** Depth of a panel of 8 columns that stays in the first-level cache: 384 x 32 bytes. */
const CACHED_DEPTH: i32 = 384;

/**
 * out[m][n] = activation(a[m][k] b + bias); units are panels of 8 columns.
 * Words: 0 a, 1 row bytes of a, 2 k, 3 packed b, 4 n, 5 out, 6 row bytes of out, 7 bias or 0, 8 activation, 9 alpha, 10 m.
 */
export function denseProduct(d: usize, from: i32, to: i32): void {
  const a = address(d, 0), aStep = address(d, 1), k = word(d, 2), n = word(d, 4), outStep = address(d, 6), m = word(d, 10);
  for (let unit = from; unit < to; unit++) {
    const j = unit << 3, b = address(d, 3) + (<usize>j * k << 2), out = address(d, 5) + (<usize>j << 2);
    const bias = address(d, 7) ? address(d, 7) + (<usize>j << 2) : 0;
    for (let k0 = 0; k0 < k; k0 += CACHED_DEPTH) {
      const depth = min(CACHED_DEPTH, k - k0), last = k0 + depth == k;
      rowsProduct(a + (<usize>k0 << 2), aStep, m, 1, depth, 0, b + (<usize>k0 << 5), 0, min(8, n - j), out, outStep,
        k0 ? 0 : bias, last ? word(d, 8) : 0, real(d, 9), k0 ? 1 : 0);
    }
  }
}

/**
 * out[m][n] = sum over k of a[k][m] b[k][n], both packed (panels of 4 and of 8); units are panels of 8 columns of out.
 * Words: 0 packed a, 1 packed b, 2 k, 3 m, 4 n, 5 out, 6 row bytes of out.
 */
export function transposedProduct(d: usize, from: i32, to: i32): void {
  const k = word(d, 2), m = word(d, 3), n = word(d, 4), outStep = address(d, 6);
  for (let unit = from; unit < to; unit++) {
    const j = unit << 3, columns = min(8, n - j), out = address(d, 5) + (<usize>j << 2);
    for (let k0 = 0; k0 < k; k0 += CACHED_DEPTH) {
      const depth = min(CACHED_DEPTH, k - k0), b = address(d, 1) + (<usize>(unit * k + k0) << 5);
      let a = address(d, 0) + (<usize>k0 << 4);
      for (let i = 0; i < m; i += 4, a += <usize>k << 4) {
        tileProduct(a, b, depth, out + <usize>i * outStep, outStep, min(4, m - i), columns, k0 > 0);
      }
    }
  }
}

/** One 4x8 tile of the product of two packed panels, stored or added to `out`. */
@inline export function tileProduct(a: usize, b: usize, k: i32, out: usize, outStep: usize, rows: i32, columns: i32, add: bool): void {
  const zero = f32x4.splat(0), end = a + (<usize>k << 4);
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero, c30 = zero, c31 = zero;
  while (a < end) {
    const b0 = load4(b), b1 = v128.load(b, 16);
    let x = splat(a);
    c00 = madd(c00, x, b0); c01 = madd(c01, x, b1); x = v128.load_splat<f32>(a, 4);
    c10 = madd(c10, x, b0); c11 = madd(c11, x, b1); x = v128.load_splat<f32>(a, 8);
    c20 = madd(c20, x, b0); c21 = madd(c21, x, b1); x = v128.load_splat<f32>(a, 12);
    c30 = madd(c30, x, b0); c31 = madd(c31, x, b1);
    a += 16; b += 32;
  }
  keepTile(out, c00, c01, columns, add);
  if (rows > 1) keepTile(out + outStep, c10, c11, columns, add);
  if (rows > 2) keepTile(out + 2 * outStep, c20, c21, columns, add);
  if (rows > 3) keepTile(out + 3 * outStep, c30, c31, columns, add);
}

function keepTile(p: usize, lo: v128, hi: v128, columns: i32, add: bool): void {
  if (add) {
    lo = f32x4.add(loadPart(p, columns), lo);
    hi = f32x4.add(loadPart(p + 16, columns - 4), hi);
  }
  storePart8(p, lo, hi, columns);
}
