// Feature-wise linear modulation, x * scale + shift with one scale and shift an image and channel, then a leaky ReLU: one
// pass forward, one pass backward that makes all three gradients. Eight channels at a time keep their scales, shifts and sums
// in registers for all the positions of an image.
import { load4, loadPart, madd, storePart8 } from './lanes';
import { address, real, word } from './descriptor';

@inline function low(p: usize, count: i32): v128 { return count >= 4 ? load4(p) : loadPart(p, count); }
@inline function high(p: usize, count: i32): v128 { return count >= 8 ? v128.load(p, 16) : loadPart(p + 16, count - 4); }

/** x below 0 times the slope; with a slope of 1, x. */
@inline function leaky(x: v128, slope: v128): v128 { return v128.bitselect(f32x4.mul(x, slope), x, f32x4.lt(x, f32x4.splat(0))); }

/** y [images][positions][channels]; units: images. Words: 0 x, 1 scale, 2 shift, 3 y, 4 positions, 5 channels, 6 slope. */
export function film(d: usize, from: i32, to: i32): void {
  const positions = word(d, 4), row = <usize>word(d, 5) << 2, image = <usize>positions * row;
  for (let i = from; i < to; i++) {
    for (let c: usize = 0; c < row; c += 32) {
      const offset = <usize>i * image + c, at = <usize>i * row + c, count = <i32>min<usize>(8, (row - c) >> 2);
      if (count == 8) modulate(d, offset, at, positions, row, 8);
      else modulate(d, offset, at, positions, row, count);
    }
  }
}

@inline function modulate(d: usize, offset: usize, at: usize, positions: i32, row: usize, count: i32): void {
  const scale = address(d, 1) + at, shift = address(d, 2) + at, slope = f32x4.splat(real(d, 6));
  const k0 = low(scale, count), k1 = high(scale, count), m0 = low(shift, count), m1 = high(shift, count);
  let x = address(d, 0) + offset, y = address(d, 3) + offset;
  for (let p = 0; p < positions; p++, x += row, y += row) {
    storePart8(y, leaky(madd(m0, low(x, count), k0), slope), leaky(madd(m1, high(x, count), k1), slope), count);
  }
}

/** Units: images. Words: 0 x, 1 scale, 2 shift, 3 dy, 4 dx, 5 dscale, 6 dshift, 7 positions, 8 channels, 9 slope. */
export function filmGradient(d: usize, from: i32, to: i32): void {
  const positions = word(d, 7), row = <usize>word(d, 8) << 2, image = <usize>positions * row;
  for (let i = from; i < to; i++) {
    for (let c: usize = 0; c < row; c += 32) {
      const offset = <usize>i * image + c, at = <usize>i * row + c, count = <i32>min<usize>(8, (row - c) >> 2);
      if (count == 8) differentiate(d, offset, at, positions, row, 8);
      else differentiate(d, offset, at, positions, row, count);
    }
  }
}

/** dy before the leaky ReLU; its operand is computed again. */
@inline function before(dy: v128, x: v128, scale: v128, shift: v128, slope: v128): v128 {
  return v128.bitselect(dy, f32x4.mul(dy, slope), f32x4.gt(madd(shift, x, scale), f32x4.splat(0)));
}

@inline function differentiate(d: usize, offset: usize, at: usize, positions: i32, row: usize, count: i32): void {
  const scale = address(d, 1) + at, shift = address(d, 2) + at, slope = f32x4.splat(real(d, 9));
  const k0 = low(scale, count), k1 = high(scale, count), m0 = low(shift, count), m1 = high(shift, count);
  let x = address(d, 0) + offset, dy = address(d, 3) + offset, dx = address(d, 4) + offset;
  let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0;
  for (let p = 0; p < positions; p++, x += row, dy += row, dx += row) {
    const x0 = low(x, count), x1 = high(x, count);
    const g0 = before(low(dy, count), x0, k0, m0, slope), g1 = before(high(dy, count), x1, k1, m1, slope);
    storePart8(dx, f32x4.mul(g0, k0), f32x4.mul(g1, k1), count);
    a0 = madd(a0, g0, x0); a1 = madd(a1, g1, x1);
    b0 = f32x4.add(b0, g0); b1 = f32x4.add(b1, g1);
  }
  storePart8(address(d, 5) + at, a0, a1, count);
  storePart8(address(d, 6) + at, b0, b1, count);
}
