// Sums. Every partial sum belongs to a chunk or block that depends on the shape only, so the result is always the same.
import { load4, sumLanes } from './lanes';
import { address, word } from './descriptor';

/**
 * Column sums of rows [from, to) of x [rows][n], one result a chunk.
 * Words: 0 x, 1 n, 2 out, 3 out bytes a chunk.
 */
export function columnSums(d: usize, from: i32, to: i32, chunk: i32): void {
  const n = word(d, 1);
  addRows(address(d, 0) + (<usize>from * n << 2), n, to - from, address(d, 2) + <usize>chunk * address(d, 3));
}

/** Sums over the middle axis of x [outer][middle][n] -> out [outer][n]; units: outer. Words: 0 x, 1 n, 2 out, 3 middle. */
export function middleSums(d: usize, from: i32, to: i32): void {
  const n = word(d, 1), middle = word(d, 3), image = <usize>(middle * n) << 2;
  for (let i = from; i < to; i++) addRows(address(d, 0) + <usize>i * image, n, middle, address(d, 2) + (<usize>i * n << 2));
}

function addRows(x: usize, n: i32, rows: i32, out: usize): void {
  const bytes = <usize>n << 2, zero = f32x4.splat(0);
  let j: usize = 0;
  for (; j + 64 <= bytes; j += 64) {
    let s0 = zero, s1 = zero, s2 = zero, s3 = zero, p = x + j;
    for (let r = 0; r < rows; r++, p += bytes) {
      s0 = f32x4.add(s0, load4(p)); s1 = f32x4.add(s1, v128.load(p, 16));
      s2 = f32x4.add(s2, v128.load(p, 32)); s3 = f32x4.add(s3, v128.load(p, 48));
    }
    v128.store(out + j, s0); v128.store(out + j, s1, 16); v128.store(out + j, s2, 32); v128.store(out + j, s3, 48);
  }
  for (; j + 16 <= bytes; j += 16) {
    let s = zero, p = x + j;
    for (let r = 0; r < rows; r++, p += bytes) s = f32x4.add(s, load4(p));
    v128.store(out + j, s);
  }
  for (; j < bytes; j += 4) {
    let s: f32 = 0, p = x + j;
    for (let r = 0; r < rows; r++, p += bytes) s += load<f32>(p);
    store<f32>(out + j, s);
  }
}

/**
 * Sums of blocks of each row of x [rows][n] -> out [rows][blocks]; units: row x block.
 * Words: 0 x, 1 n, 2 out, 3 blocks a row, 4 elements a block.
 */
export function rowSums(d: usize, from: i32, to: i32): void {
  const n = word(d, 1), blocks = word(d, 3), size = word(d, 4);
  for (let unit = from; unit < to; unit++) {
    const row = unit / blocks, first = (unit % blocks) * size;
    const x = address(d, 0) + ((<usize>row * n + first) << 2);
    store<f32>(address(d, 2) + (<usize>unit << 2), sumOf(x, min(size, n - first)));
  }
}

function sumOf(x: usize, count: i32): f32 {
  const zero = f32x4.splat(0), end16 = x + (<usize>(count & ~15) << 2), end = x + (<usize>count << 2);
  let s0 = zero, s1 = zero, s2 = zero, s3 = zero;
  for (; x < end16; x += 64) {
    s0 = f32x4.add(s0, load4(x)); s1 = f32x4.add(s1, v128.load(x, 16));
    s2 = f32x4.add(s2, v128.load(x, 32)); s3 = f32x4.add(s3, v128.load(x, 48));
  }
  let rest: f32 = 0;
  for (; x < end; x += 4) rest += load<f32>(x);
  return sumLanes(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3))) + rest;
}

/** out[i] += x[i]. */
export function addTo(out: usize, x: usize, n: i32): void {
  const end4 = <usize>(n & ~3) << 2, end = <usize>n << 2;
  let i: usize = 0;
  for (; i < end4; i += 16) v128.store(out + i, f32x4.add(load4(out + i), load4(x + i)));
  for (; i < end; i += 4) store<f32>(out + i, load<f32>(out + i) + load<f32>(x + i));
}
