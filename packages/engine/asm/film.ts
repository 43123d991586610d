// Feature-wise linear modulation, x * scale + shift with one scale and shift an image and channel: one pass forward,
// one pass backward that makes all three gradients. Sixteen (or eight) channels at a time keep their scales, shifts and
// sums in registers for all the positions of an image.
import { load4, loadPart, madd, storePart8 } from './lanes';
import { address, word } from './descriptor';

/** y [images][positions][channels]; units: images. Words: 0 x, 1 scale, 2 shift, 3 y, 4 positions, 5 channels. */
export function film(d: usize, from: i32, to: i32): void {
  const positions = word(d, 4), channels = word(d, 5), row = <usize>channels << 2, image = <usize>positions * row;
  for (let i = from; i < to; i++) {
    const x = address(d, 0) + <usize>i * image, y = address(d, 3) + <usize>i * image;
    const scale = address(d, 1) + <usize>i * row, shift = address(d, 2) + <usize>i * row;
    let c: usize = 0;
    for (; c + 64 <= row; c += 64) modulate16(x + c, y + c, scale + c, shift + c, positions, row);
    for (; c + 32 <= row; c += 32) modulate8(x + c, y + c, scale + c, shift + c, positions, row);
    for (; c < row; c += 16) modulateFew(x + c, y + c, scale + c, shift + c, positions, row, <i32>min<usize>(4, (row - c) >> 2));
  }
}

function modulate16(x: usize, y: usize, scale: usize, shift: usize, positions: i32, row: usize): void {
  const k0 = load4(scale), k1 = v128.load(scale, 16), k2 = v128.load(scale, 32), k3 = v128.load(scale, 48);
  const m0 = load4(shift), m1 = v128.load(shift, 16), m2 = v128.load(shift, 32), m3 = v128.load(shift, 48);
  for (let p = 0; p < positions; p++, x += row, y += row) {
    v128.store(y, madd(m0, load4(x), k0));
    v128.store(y, madd(m1, v128.load(x, 16), k1), 16);
    v128.store(y, madd(m2, v128.load(x, 32), k2), 32);
    v128.store(y, madd(m3, v128.load(x, 48), k3), 48);
  }
}

function modulate8(x: usize, y: usize, scale: usize, shift: usize, positions: i32, row: usize): void {
  const k0 = load4(scale), k1 = v128.load(scale, 16), m0 = load4(shift), m1 = v128.load(shift, 16);
  for (let p = 0; p < positions; p++, x += row, y += row) {
    v128.store(y, madd(m0, load4(x), k0));
    v128.store(y, madd(m1, v128.load(x, 16), k1), 16);
  }
}

function modulateFew(x: usize, y: usize, scale: usize, shift: usize, positions: i32, row: usize, count: i32): void {
  const k = loadPart(scale, count), m = loadPart(shift, count);
  for (let p = 0; p < positions; p++, x += row, y += row) {
    const v = madd(m, loadPart(x, count), k);
    storePart8(y, v, v, count);
  }
}

/** Units: images. Words: 0 x, 1 scale, 2 dy, 3 dx, 4 dscale, 5 dshift, 6 positions, 7 channels. */
export function filmGradient(d: usize, from: i32, to: i32): void {
  const positions = word(d, 6), channels = word(d, 7), row = <usize>channels << 2, image = <usize>positions * row;
  for (let i = from; i < to; i++) {
    const x = address(d, 0) + <usize>i * image, dy = address(d, 2) + <usize>i * image, dx = address(d, 3) + <usize>i * image;
    const scale = address(d, 1) + <usize>i * row, dScale = address(d, 4) + <usize>i * row, dShift = address(d, 5) + <usize>i * row;
    let c: usize = 0;
    for (; c + 64 <= row; c += 64) gradient16(x + c, dy + c, dx + c, scale + c, dScale + c, dShift + c, positions, row);
    for (; c + 32 <= row; c += 32) gradient8(x + c, dy + c, dx + c, scale + c, dScale + c, dShift + c, positions, row);
    for (; c < row; c += 16) gradientFew(x + c, dy + c, dx + c, scale + c, dScale + c, dShift + c, positions, row, <i32>min<usize>(4, (row - c) >> 2));
  }
}

function gradient16(x: usize, dy: usize, dx: usize, scale: usize, dScale: usize, dShift: usize, positions: i32, row: usize): void {
  const zero = f32x4.splat(0);
  const k0 = load4(scale), k1 = v128.load(scale, 16), k2 = v128.load(scale, 32), k3 = v128.load(scale, 48);
  let a0 = zero, a1 = zero, a2 = zero, a3 = zero, b0 = zero, b1 = zero, b2 = zero, b3 = zero;
  for (let p = 0; p < positions; p++, x += row, dy += row, dx += row) {
    let g = load4(dy);
    v128.store(dx, f32x4.mul(g, k0)); a0 = madd(a0, g, load4(x)); b0 = f32x4.add(b0, g); g = v128.load(dy, 16);
    v128.store(dx, f32x4.mul(g, k1), 16); a1 = madd(a1, g, v128.load(x, 16)); b1 = f32x4.add(b1, g); g = v128.load(dy, 32);
    v128.store(dx, f32x4.mul(g, k2), 32); a2 = madd(a2, g, v128.load(x, 32)); b2 = f32x4.add(b2, g); g = v128.load(dy, 48);
    v128.store(dx, f32x4.mul(g, k3), 48); a3 = madd(a3, g, v128.load(x, 48)); b3 = f32x4.add(b3, g);
  }
  v128.store(dScale, a0); v128.store(dScale, a1, 16); v128.store(dScale, a2, 32); v128.store(dScale, a3, 48);
  v128.store(dShift, b0); v128.store(dShift, b1, 16); v128.store(dShift, b2, 32); v128.store(dShift, b3, 48);
}

function gradient8(x: usize, dy: usize, dx: usize, scale: usize, dScale: usize, dShift: usize, positions: i32, row: usize): void {
  const zero = f32x4.splat(0), k0 = load4(scale), k1 = v128.load(scale, 16);
  let a0 = zero, a1 = zero, b0 = zero, b1 = zero;
  for (let p = 0; p < positions; p++, x += row, dy += row, dx += row) {
    const g0 = load4(dy), g1 = v128.load(dy, 16);
    v128.store(dx, f32x4.mul(g0, k0)); a0 = madd(a0, g0, load4(x)); b0 = f32x4.add(b0, g0);
    v128.store(dx, f32x4.mul(g1, k1), 16); a1 = madd(a1, g1, v128.load(x, 16)); b1 = f32x4.add(b1, g1);
  }
  v128.store(dScale, a0); v128.store(dScale, a1, 16);
  v128.store(dShift, b0); v128.store(dShift, b1, 16);
}

function gradientFew(x: usize, dy: usize, dx: usize, scale: usize, dScale: usize, dShift: usize, positions: i32, row: usize, count: i32): void {
  const k = loadPart(scale, count);
  let a = f32x4.splat(0), b = a;
  for (let p = 0; p < positions; p++, x += row, dy += row, dx += row) {
    const g = loadPart(dy, count), v = f32x4.mul(g, k);
    storePart8(dx, v, v, count);
    a = madd(a, g, loadPart(x, count));
    b = f32x4.add(b, g);
  }
  storePart8(dScale, a, a, count);
  storePart8(dShift, b, b, count);
}
