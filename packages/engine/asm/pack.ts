// Rearranges operands into the panels that the micro-kernels read from end to end.
import { load4, loadPart, storeTransposed } from './lanes';
import { address, word } from './descriptor';

/**
 * Right operand [k][n] (rows `pitch` bytes apart) into panels of 8 columns: out[panel][kTotal][8], written from row
 * kOffset of each panel on. The last panel is filled up with zeros.
 */
export function packColumns(src: usize, pitch: usize, k: i32, n: i32, out: usize, kOffset: i32, kTotal: i32): void {
  const panel = <usize>kTotal << 5;
  out += <usize>kOffset << 5;
  let j = 0;
  for (; j + 8 <= n; j += 8, out += panel) {
    let s = src + (<usize>j << 2), d = out;
    for (let i = 0; i < k; i++, s += pitch, d += 32) { v128.store(d, load4(s)); v128.store(d, v128.load(s, 16), 16); }
  }
  if (j == n) return;
  let s = src + (<usize>j << 2), d = out;
  for (let i = 0; i < k; i++, s += pitch, d += 32) {
    v128.store(d, loadPart(s, n - j));
    v128.store(d, loadPart(s + 16, n - j - 4), 16);
  }
}

/** The same panels from an operand stored transposed, [n][k]. */
export function packRows(src: usize, pitch: usize, k: i32, n: i32, out: usize, kOffset: i32, kTotal: i32): void {
  const panel = <usize>kTotal << 5;
  out += <usize>kOffset << 5;
  for (let j = 0; j < n; j += 8, out += panel) {
    if (n - j >= 8) packEightRows(src + <usize>j * pitch, pitch, k, out);
    else packFewRows(src + <usize>j * pitch, pitch, k, n - j, out);
  }
}

function packEightRows(s0: usize, pitch: usize, k: i32, d: usize): void {
  const s1 = s0 + pitch, s2 = s1 + pitch, s3 = s2 + pitch, s4 = s3 + pitch, s5 = s4 + pitch, s6 = s5 + pitch, s7 = s6 + pitch;
  const end = <usize>k << 2;
  let i: usize = 0;
  for (; i + 16 <= end; i += 16, d += 128) {
    storeTransposed(load4(s0 + i), load4(s1 + i), load4(s2 + i), load4(s3 + i), d, 32);
    storeTransposed(load4(s4 + i), load4(s5 + i), load4(s6 + i), load4(s7 + i), d + 16, 32);
  }
  for (; i < end; i += 4, d += 32) {
    store<f32>(d, load<f32>(s0 + i)); store<f32>(d, load<f32>(s1 + i), 4);
    store<f32>(d, load<f32>(s2 + i), 8); store<f32>(d, load<f32>(s3 + i), 12);
    store<f32>(d, load<f32>(s4 + i), 16); store<f32>(d, load<f32>(s5 + i), 20);
    store<f32>(d, load<f32>(s6 + i), 24); store<f32>(d, load<f32>(s7 + i), 28);
  }
}

function packFewRows(src: usize, pitch: usize, k: i32, rows: i32, d: usize): void {
  const zero = f32x4.splat(0);
  for (let i = 0; i < k; i++, d += 32) {
    v128.store(d, zero); v128.store(d, zero, 16);
    for (let q = 0; q < rows; q++) store<f32>(d + (<usize>q << 2), load<f32>(src + <usize>q * pitch + (<usize>i << 2)));
  }
}

/** Left operand of a transposed product, [k][m], into panels of 4 columns: out[panel][k][4], filled up with zeros. */
export function packLeft(src: usize, pitch: usize, k: i32, m: i32, out: usize): void {
  for (let j = 0; j < m; j += 4) {
    let s = src + (<usize>j << 2);
    if (m - j >= 4) for (let i = 0; i < k; i++, s += pitch, out += 16) v128.store(out, load4(s));
    else for (let i = 0; i < k; i++, s += pitch, out += 16) v128.store(out, loadPart(s, m - j));
  }
}

/** src [rows][columns] -> out [columns][rows]. */
export function transpose(src: usize, out: usize, rows: i32, columns: i32): void {
  transposeBlock(src, out, rows, columns, <usize>rows << 2);
}

/** Rows of src [outer][rows][columns] to columns of out [outer][columns][rows]. Words: 0 src, 1 out, 2 rows, 3 columns, 4 rows a unit, 5 units an outer. */
export function transposeRows(d: usize, from: i32, to: i32): void {
  const rows = word(d, 2), columns = word(d, 3), unitRows = word(d, 4), units = word(d, 5);
  const matrix = <usize>(rows * columns) << 2;
  for (let unit = from; unit < to; unit++) {
    const offset = <usize>(unit / units) * matrix, first = (unit % units) * unitRows;
    transposeBlock(address(d, 0) + offset + (<usize>(first * columns) << 2), address(d, 1) + offset + (<usize>first << 2),
      min(unitRows, rows - first), columns, <usize>rows << 2);
  }
}

/** src [rows][columns] -> out [columns][...], whose rows are `outPitch` bytes apart. */
function transposeBlock(src: usize, out: usize, rows: i32, columns: i32, outPitch: usize): void {
  const pitch = <usize>columns << 2;
  let i = 0;
  for (; i + 4 <= rows; i += 4) {
    const s = src + <usize>i * pitch, d = out + (<usize>i << 2);
    let j = 0;
    for (; j + 4 <= columns; j += 4) {
      const q = s + (<usize>j << 2);
      storeTransposed(load4(q), load4(q + pitch), load4(q + 2 * pitch), load4(q + 3 * pitch), d + <usize>j * outPitch, outPitch);
    }
    for (; j < columns; j++) {
      for (let r = 0; r < 4; r++) {
        store<f32>(d + <usize>j * outPitch + (<usize>r << 2), load<f32>(s + <usize>r * pitch + (<usize>j << 2)));
      }
    }
  }
  for (; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      store<f32>(out + <usize>j * outPitch + (<usize>i << 2), load<f32>(src + <usize>i * pitch + (<usize>j << 2)));
    }
  }
}
