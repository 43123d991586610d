// Instance normalisation (Ulyanov et al. 2016): every image and channel to mean 0 and variance 1, then a scale and a shift
// for each. Eight channels at a time keep their sums in registers for all the positions of an image.
import { load4, loadPart, storePart8 } from './lanes';
import { address, real, word } from './descriptor';

@inline function low(p: usize, count: i32): v128 { return count >= 4 ? load4(p) : loadPart(p, count); }
@inline function high(p: usize, count: i32): v128 { return count >= 8 ? v128.load(p, 16) : loadPart(p + 16, count - 4); }

/**
 * y = (x - mean) * inverse * scale + shift with inverse = 1 / sqrt(variance + epsilon); x [images][positions][channels],
 * the others [images][channels]. Units: images. Words: 0 x, 1 scale, 2 shift, 3 y, 4 mean, 5 inverse, 6 positions,
 * 7 channels, 8 epsilon.
 */
export function instanceNorm(d: usize, from: i32, to: i32): void {
  const positions = word(d, 6), row = <usize>word(d, 7) << 2, image = <usize>positions * row;
  for (let i = from; i < to; i++) {
    for (let c: usize = 0; c < row; c += 32) {
      const x = address(d, 0) + <usize>i * image + c, y = address(d, 3) + <usize>i * image + c, at = <usize>i * row + c;
      const count = <i32>min<usize>(8, (row - c) >> 2);
      if (count == 8) normalise(x, y, at, d, positions, row, 8);
      else normalise(x, y, at, d, positions, row, count);
    }
  }
}

@inline function normalise(x: usize, y: usize, at: usize, d: usize, positions: i32, row: usize, count: i32): void {
  const share = f32x4.splat(<f32>1 / <f32>positions), epsilon = f32x4.splat(real(d, 8)), one = f32x4.splat(1), end = x + <usize>positions * row;
  let s0 = f32x4.splat(0), s1 = s0;
  for (let p = x; p < end; p += row) { s0 = f32x4.add(s0, low(p, count)); s1 = f32x4.add(s1, high(p, count)); }
  const m0 = f32x4.mul(s0, share), m1 = f32x4.mul(s1, share);
  let v0 = f32x4.splat(0), v1 = v0;
  for (let p = x; p < end; p += row) {
    const e0 = f32x4.sub(low(p, count), m0), e1 = f32x4.sub(high(p, count), m1);
    v0 = f32x4.add(v0, f32x4.mul(e0, e0)); v1 = f32x4.add(v1, f32x4.mul(e1, e1));
  }
  const i0 = f32x4.div(one, f32x4.sqrt(f32x4.add(f32x4.mul(v0, share), epsilon)));
  const i1 = f32x4.div(one, f32x4.sqrt(f32x4.add(f32x4.mul(v1, share), epsilon)));
  storePart8(address(d, 4) + at, m0, m1, count);
  storePart8(address(d, 5) + at, i0, i1, count);
  const k0 = f32x4.mul(i0, low(address(d, 1) + at, count)), k1 = f32x4.mul(i1, high(address(d, 1) + at, count));
  const b0 = low(address(d, 2) + at, count), b1 = high(address(d, 2) + at, count);
  for (let p = x; p < end; p += row, y += row) {
    const y0 = f32x4.add(f32x4.mul(f32x4.sub(low(p, count), m0), k0), b0);
    const y1 = f32x4.add(f32x4.mul(f32x4.sub(high(p, count), m1), k1), b1);
    storePart8(y, y0, y1, count);
  }
}

/**
 * The gradients of x, scale and shift. Units: images. Words: 0 x, 1 dy, 2 scale, 3 mean, 4 inverse, 5 dx, 6 dscale,
 * 7 dshift, 8 positions, 9 channels.
 */
export function instanceNormGradient(d: usize, from: i32, to: i32): void {
  const positions = word(d, 8), row = <usize>word(d, 9) << 2, image = <usize>positions * row;
  for (let i = from; i < to; i++) {
    for (let c: usize = 0; c < row; c += 32) {
      const offset = <usize>i * image + c, at = <usize>i * row + c, count = <i32>min<usize>(8, (row - c) >> 2);
      if (count == 8) differentiate(offset, at, d, positions, row, 8);
      else differentiate(offset, at, d, positions, row, count);
    }
  }
}

@inline function differentiate(offset: usize, at: usize, d: usize, positions: i32, row: usize, count: i32): void {
  const x = address(d, 0) + offset, dy = address(d, 1) + offset, end = x + <usize>positions * row;
  const m0 = low(address(d, 3) + at, count), m1 = high(address(d, 3) + at, count);
  const i0 = low(address(d, 4) + at, count), i1 = high(address(d, 4) + at, count);
  let s0 = f32x4.splat(0), s1 = s0, t0 = s0, t1 = s0;
  for (let p = x, q = dy; p < end; p += row, q += row) {
    const g0 = low(q, count), g1 = high(q, count);
    s0 = f32x4.add(s0, g0); s1 = f32x4.add(s1, g1);
    t0 = f32x4.add(t0, f32x4.mul(g0, f32x4.mul(f32x4.sub(low(p, count), m0), i0)));
    t1 = f32x4.add(t1, f32x4.mul(g1, f32x4.mul(f32x4.sub(high(p, count), m1), i1)));
  }
  storePart8(address(d, 6) + at, t0, t1, count);
  storePart8(address(d, 7) + at, s0, s1, count);
  const share = f32x4.splat(<f32>1 / <f32>positions);
  const k0 = f32x4.mul(i0, low(address(d, 2) + at, count)), k1 = f32x4.mul(i1, high(address(d, 2) + at, count));
  const a0 = f32x4.mul(s0, share), a1 = f32x4.mul(s1, share);
  const b0 = f32x4.mul(f32x4.mul(t0, share), i0), b1 = f32x4.mul(f32x4.mul(t1, share), i1);
  let out = address(d, 5) + offset;
  for (let p = x, q = dy; p < end; p += row, q += row, out += row) {
    const r0 = f32x4.sub(f32x4.sub(low(q, count), a0), f32x4.mul(f32x4.sub(low(p, count), m0), b0));
    const r1 = f32x4.sub(f32x4.sub(high(q, count), a1), f32x4.mul(f32x4.sub(high(p, count), m1), b1));
    storePart8(out, f32x4.mul(r0, k0), f32x4.mul(r1, k1), count);
  }
}
