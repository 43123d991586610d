// Convolutions with a third fewer products (Lavin & Gray 2016, section 4.1), along rows only, so that rows of taps are summed
// as they are. Two neighbours of an output row come from four sums of products, left = m0 + m1 + m2 and right = m1 - m2 - m3:
// - three taps: m0 = (d0 - d2) g0, m1 = (d1 + d2) (g0 + g1 + g2) / 2, m2 = (d2 - d1) (g0 - g1 + g2) / 2, m3 = (d1 - d3) g2;
// - two taps: m0 = (d0 - d1) g0, m1 = d1 (g0 + g1), m3 = (d1 - d2) g1.
// Five taps of stride 2 are three over the even columns and two over the odd ones, added into the same four sums.
import { padRows } from './convolution';
import { address, real, word } from './descriptor';
import { activate, load4, loadPart, storePart8 } from './lanes';
import { rowsProduct } from './product';

/**
 * Packed taps [panel][rows][columns][channels][8] -> the factors of m0 to m3, [4][panel][rows][channels of all parts][8], the
 * rows of each residue of the stride together. Units: panels.
 * Words: 0 taps, 1 out, 2 bytes of each of the four, 3 channels, 4 rows of taps, 5 columns of taps, 6 stride, 7 first of three
 * columns or -1, 8 first of two columns or -1.
 */
export function winogradTaps(d: usize, from: i32, to: i32): void {
  const part = address(d, 2), tap = address(d, 3) << 5, rows = word(d, 4), stride = word(d, 6);
  const three = word(d, 7), two = word(d, 8), step = <usize>stride * tap, tapRow = <usize>word(d, 5) * tap;
  const before = three < 0 ? 0 : tap, depth = before + (two < 0 ? 0 : tap);
  for (let panel = from; panel < to; panel++) {
    let full = address(d, 1) + <usize>(panel * rows) * depth, short = address(d, 1) + 2 * part + <usize>(panel * rows) * before;
    for (let q = 0; q < stride; q++) {
      for (let s = q; s < rows; s += stride, full += depth, short += before) {
        const row = address(d, 0) + <usize>(panel * rows + s) * tapRow;
        if (three >= 0) threeTaps(row + <usize>three * tap, step, tap, full, full + part, short, full + 3 * part);
        if (two >= 0) twoTaps(row + <usize>two * tap, step, tap, full + before, full + before + part, full + before + 3 * part);
      }
    }
  }
}

function threeTaps(taps: usize, step: usize, bytes: usize, m0: usize, m1: usize, m2: usize, m3: usize): void {
  const half = f32x4.splat(0.5);
  for (let i: usize = 0; i < bytes; i += 16) {
    const g0 = load4(taps + i), g1 = load4(taps + step + i), g2 = load4(taps + 2 * step + i), outer = f32x4.add(g0, g2);
    v128.store(m0 + i, g0);
    v128.store(m1 + i, f32x4.mul(f32x4.add(outer, g1), half));
    v128.store(m2 + i, f32x4.mul(f32x4.sub(outer, g1), half));
    v128.store(m3 + i, g2);
  }
}

function twoTaps(taps: usize, step: usize, bytes: usize, m0: usize, m1: usize, m3: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    const g0 = load4(taps + i), g1 = load4(taps + step + i);
    v128.store(m0 + i, g0);
    v128.store(m1 + i, f32x4.add(g0, g1));
    v128.store(m3 + i, g1);
  }
}

/**
 * Units: image x block of rows. Words: 0 src, 1 out, 2 src image bytes, 3 out image bytes, 4 src height, 5 src row bytes,
 * 6 top padding, 7 left padding bytes, 8 padded row bytes, 9 scratch, 10 scratch bytes a thread, 11 input channels (a multiple
 * of 4), 12 output channels, 13 output rows, 14 output columns, 15 rows a block, 16 blocks an image, 17 the four factors,
 * 18 bytes of one, 19 rows of taps, 20 stride, 21 first byte of the part of three taps in a padded row or -1, 22 that of two,
 * 23 bytes between output positions, 24 bytes between output rows, 25 bias or 0, 26 activation, 27 alpha.
 */
export function winograd(d: usize, from: i32, to: i32, thread: i32): void {
  const outRows = word(d, 13), blockRows = word(d, 15), blocks = word(d, 16), stride = word(d, 20), taps = word(d, 19);
  const pairs = pairsOf(d), pixel = depthOf(d) << 2, pitch = <usize>pairs * pixel, top = word(d, 6), height = word(d, 4);
  const plane = <usize>(stride * (blockRows - 1) + taps) * pitch, scratch = address(d, 9) + <usize>thread * address(d, 10);
  const padded = scratch + 4 * plane;
  for (let unit = from; unit < to; unit++) {
    const image = unit / blocks, firstRow = (unit % blocks) * blockRows, rows = min(blockRows, outRows - firstRow);
    const src = address(d, 0) + <usize>image * address(d, 2);
    let operands = scratch;
    for (let q = 0; q < stride; q++) {
      const tapRows = residueRows(taps, stride, q);
      for (let i = 0; i < rows - 1 + tapRows; i++) {
        const row = (firstRow + i) * stride + q;
        if (<u32>(row - top) >= <u32>height) continue;
        padRows(src, padded, height, address(d, 5), top, address(d, 7), address(d, 8), row, 1);
        transformRow(d, padded, operands + <usize>i * pitch, plane, pairs, pixel);
      }
      operands += <usize>(blockRows - 1 + tapRows) * pitch;
    }
    const out = address(d, 1) + <usize>image * address(d, 3) + <usize>firstRow * address(d, 24);
    multiplyBlock(d, scratch, plane, padded + address(d, 8), firstRow, rows, out);
  }
}

function pairsOf(d: usize): i32 { return (word(d, 14) + 1) >> 1; }

/** Channels of all parts. */
function depthOf(d: usize): usize { return address(d, 11) << (word(d, 21) >= 0 && word(d, 22) >= 0 ? 1 : 0); }

/** Rows of taps with this residue of the stride. */
function residueRows(taps: i32, stride: i32, residue: i32): i32 { return (taps - residue + stride - 1) / stride; }

/** The factors of m0 to m3 of every pair of neighbours, from a padded row. */
function transformRow(d: usize, row: usize, out: usize, plane: usize, pairs: i32, pixel: usize): void {
  const bytes = address(d, 11) << 2, step = <usize>word(d, 20) * bytes, three = word(d, 21), two = word(d, 22);
  if (three >= 0) {
    let src = row + <usize>three, to = out;
    for (let pair = 0; pair < pairs; pair++, src += 2 * step, to += pixel) {
      for (let i: usize = 0; i < bytes; i += 16) {
        const d0 = load4(src + i), d1 = load4(src + step + i), d2 = load4(src + 2 * step + i), d3 = load4(src + 3 * step + i);
        v128.store(to + i, f32x4.sub(d0, d2));
        v128.store(to + plane + i, f32x4.add(d1, d2));
        v128.store(to + 2 * plane + i, f32x4.sub(d2, d1));
        v128.store(to + 3 * plane + i, f32x4.sub(d1, d3));
      }
    }
  }
  if (two >= 0) {
    let src = row + <usize>two, to = out + (three >= 0 ? bytes : 0);
    for (let pair = 0; pair < pairs; pair++, src += 2 * step, to += pixel) {
      for (let i: usize = 0; i < bytes; i += 16) {
        const d0 = load4(src + i), d1 = load4(src + step + i), d2 = load4(src + 2 * step + i);
        v128.store(to + i, f32x4.sub(d0, d1));
        v128.store(to + plane + i, d1);
        v128.store(to + 3 * plane + i, f32x4.sub(d1, d2));
      }
    }
  }
}

/** The sums of a block, 8 output channels at a time, and what they make. */
function multiplyBlock(d: usize, a: usize, plane: usize, sums: usize, firstRow: i32, rows: i32, out: usize): void {
  const channels = word(d, 12), taps = word(d, 19), sumRow = <usize>pairsOf(d) << 5, sumPlane = <usize>rows * sumRow;
  const full = <i32>depthOf(d), short = word(d, 21) >= 0 ? word(d, 11) : 0;
  for (let j = 0; j < channels; j += 8) {
    for (let m: usize = 0; m < 4; m++) {
      const depth = m == 2 ? short : full;
      const b = address(d, 17) + m * address(d, 18) + (<usize>((j >> 3) * taps * depth) << 5);
      sumProducts(d, a + m * plane, b, depth, firstRow, rows, sums + m * sumPlane);
    }
    for (let r = 0; r < rows; r++) {
      combineRow(d, sums + <usize>r * sumRow, sumPlane, j, out + <usize>r * address(d, 24) + (<usize>j << 2));
    }
  }
}

/** One of the four sums at every pair of a block: the rows of taps of each residue are one product of contiguous operands. */
function sumProducts(d: usize, a: usize, b: usize, depth: i32, firstRow: i32, rows: i32, out: usize): void {
  const stride = word(d, 20), taps = word(d, 19), pairs = pairsOf(d), pixel = depthOf(d) << 2, pitch = <usize>pairs * pixel;
  for (let q = 0; q < stride; q++) {
    const tapRows = residueRows(taps, stride, q);
    const above = ceiling(word(d, 6) - q, stride) - firstRow, below = ceiling(word(d, 4) + word(d, 6) - q, stride) - firstRow;
    for (let r = 0; r < rows;) {
      // Rows of taps above or below the image have nothing to add; output rows with the same ones are one product.
      const begin = max(0, above - r), end = max(begin, min(tapRows, below - r)), first = r;
      while (++r < rows && max(0, above - r) == begin && max(begin, min(tapRows, below - r)) == end);
      rowsProduct(a + <usize>(first + begin) * pitch, pixel, (r - first) * pairs, end - begin, depth, pitch,
        b + (<usize>(begin * depth) << 5), 0, 8, out + (<usize>(first * pairs) << 5), 32, 0, 0, 0, q);
    }
    a += <usize>(word(d, 15) - 1 + tapRows) * pitch;
    b += <usize>(tapRows * depth) << 5;
  }
}

function ceiling(x: i32, divisor: i32): i32 { return x <= 0 ? x / divisor : (x + divisor - 1) / divisor; }

/** The two neighbours of every pair of a row. */
function combineRow(d: usize, m: usize, plane: usize, channel: i32, out: usize): void {
  const columns = word(d, 14), width = min(8, word(d, 12) - channel), step = address(d, 23);
  const activation = word(d, 26), slope = f32x4.splat(real(d, 27));
  let lo = f32x4.splat(0), hi = lo;
  if (address(d, 25)) {
    const bias = address(d, 25) + (<usize>channel << 2);
    lo = loadPart(bias, width); hi = loadPart(bias + 16, width - 4);
  }
  for (let x = 0; x < columns; x += 2, m += 32, out += 2 * step) {
    const m1 = load4(m + plane), m2 = load4(m + 2 * plane), n1 = v128.load(m + plane, 16), n2 = v128.load(m + 2 * plane, 16);
    const left = f32x4.add(f32x4.add(f32x4.add(load4(m), m1), m2), lo);
    const leftHigh = f32x4.add(f32x4.add(f32x4.add(v128.load(m, 16), n1), n2), hi);
    storePart8(out, activate(left, activation, slope), activate(leftHigh, activation, slope), width);
    if (x + 1 == columns) break;
    const right = f32x4.add(f32x4.sub(f32x4.sub(m1, m2), load4(m + 3 * plane)), lo);
    const rightHigh = f32x4.add(f32x4.sub(f32x4.sub(n1, n2), v128.load(m + 3 * plane, 16)), hi);
    storePart8(out + step, activate(right, activation, slope), activate(rightHigh, activation, slope), width);
  }
}
