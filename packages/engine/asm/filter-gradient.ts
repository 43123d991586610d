// The gradient of a convolution's filter: dw[tap][channel] = sum over positions of x[position + tap] * dy[position].
import { addPart8, load4, madd, splat } from './lanes';
import { address, word } from './descriptor';
import { padRows } from './convolution';
import { packColumns } from './pack';
import { tileProduct } from './product';

/**
 * Units: images (blockImages at a time), or image x block of rows when there is more than one block an image.
 * Every chunk has a gradient of its own, so that the host can add them in an order that no thread count changes.
 * Words: 0 x, 1 dy, 2 x image bytes, 3 dy image bytes, 4 height, 5 row bytes, 6 top padding, 7 left padding bytes,
 * 8 row stride, 9 padded row bytes, 10 whether padding is needed, 11 scratch, 12 scratch bytes a thread, 13 bytes between
 * positions in a padded row, 14 padded height, 15 filter rows, 16 floats a row of taps, 17 output rows, 18 output columns,
 * 19 output channels, 20 gradient, 21 gradient bytes a chunk, 22 images a block, 23 rows a block, 24 blocks an image,
 * 25 offset of the packing area in the scratch (0: operands are read where they are).
 */
export function filterGradient(d: usize, from: i32, to: i32, thread: i32, chunk: i32): void {
  const gradient = address(d, 20) + <usize>chunk * address(d, 21), channelBytes = address(d, 19) << 2;
  memory.fill(gradient, 0, <usize>(word(d, 15) * word(d, 16)) * channelBytes);
  const scratch = address(d, 11) + <usize>thread * address(d, 12);
  if (word(d, 24) > 1) for (let unit = from; unit < to; unit++) rowBlock(d, unit, scratch, gradient);
  else for (let image = from; image < to; image += word(d, 22)) imageBlock(d, image, min(word(d, 22), to - image), scratch, gradient);
}

function rowBlock(d: usize, unit: i32, scratch: usize, gradient: usize): void {
  const blocks = word(d, 24), blockRows = word(d, 23), outRows = word(d, 17), stride = word(d, 8), padded = address(d, 9);
  const image = unit / blocks, firstRow = (unit % blocks) * blockRows, rows = min(blockRows, outRows - firstRow);
  let x = address(d, 0) + <usize>image * address(d, 2);
  if (word(d, 10)) {
    padRows(x, scratch, word(d, 4), address(d, 5), word(d, 6), address(d, 7), padded, firstRow * stride, (rows - 1) * stride + word(d, 15));
    x = scratch;
  } else x += <usize>(firstRow * stride) * padded;
  const dy = address(d, 1) + <usize>image * address(d, 3) + (<usize>(firstRow * word(d, 18) * word(d, 19)) << 2);
  addProduct(d, x, 0, dy, 1, firstRow, rows, gradient, scratch);
}

function imageBlock(d: usize, firstImage: i32, images: i32, scratch: usize, gradient: usize): void {
  const padded = address(d, 9), paddedImage = <usize>word(d, 14) * padded, xImage = address(d, 2);
  let x = address(d, 0) + <usize>firstImage * xImage, pitch = xImage;
  if (word(d, 10)) {
    for (let i = 0; i < images; i++) {
      padRows(x + <usize>i * xImage, scratch + <usize>i * paddedImage, word(d, 4), address(d, 5), word(d, 6), address(d, 7), padded, 0, word(d, 14));
    }
    x = scratch;
    pitch = paddedImage;
  }
  addProduct(d, x, pitch, address(d, 1) + <usize>firstImage * address(d, 3), images, 0, word(d, 17), gradient, scratch);
}

function addProduct(d: usize, x: usize, xImage: usize, dy: usize, images: i32, firstRow: i32, rows: i32, gradient: usize, scratch: usize): void {
  const packing = address(d, 25);
  if (packing) { packedProduct(d, x, xImage, dy, images, firstRow, rows, gradient, scratch + packing); return; }
  const padded = address(d, 9), xRow = <usize>word(d, 8) * padded, taps = word(d, 16), channels = word(d, 19);
  const gradientRow = <usize>(taps * channels) << 2, dyRow = <usize>(word(d, 18) * channels) << 2;
  for (let k = 0; k < word(d, 15); k++) {
    const begin = firstSeen(d, k, firstRow, rows), end = lastSeen(d, k, firstRow, rows);
    stridedProduct(x + <usize>k * padded + <usize>begin * xRow, xImage, xRow, address(d, 13), dy + <usize>begin * dyRow, address(d, 3),
      images, end - begin, word(d, 18), taps, channels, gradient + <usize>k * gradientRow);
  }
}

/** Of a block's rows, those where row k of the taps sees the image and not the zeros above or below it: from here ... */
function firstSeen(d: usize, k: i32, firstRow: i32, rows: i32): i32 {
  const stride = word(d, 8), hidden = word(d, 6) - k - firstRow * stride;
  return hidden <= 0 ? 0 : min(rows, (hidden + stride - 1) / stride);
}

/** ... to here. */
function lastSeen(d: usize, k: i32, firstRow: i32, rows: i32): i32 {
  const stride = word(d, 8), seen = word(d, 4) + word(d, 6) - k - firstRow * stride;
  return seen <= 0 ? 0 : min(rows, (seen + stride - 1) / stride);
}

/** Panels of taps that are packed at once: with one panel of dy they stay in the first-level cache. */
const LEFT_PANELS: i32 = 4;

/** For wide layers: packs dy into panels of 8 channels, then some panels of 4 taps of x at a time, both row by row of all images. */
function packedProduct(d: usize, x: usize, xImage: usize, dy: usize, images: i32, firstRow: i32, rows: i32, gradient: usize, packing: usize): void {
  const columns = word(d, 18), taps = word(d, 16), channels = word(d, 19), padded = address(d, 9);
  const xRow = <usize>word(d, 8) * padded, xStep = address(d, 13), rowPositions = images * columns, positions = rows * rowPositions;
  const gradientRow = <usize>channels << 2, panel = <usize>positions << 5;
  const left = packing + <usize>((channels + 7) >> 3) * panel;
  packOutputs(dy, address(d, 3), images, rows, columns, channels, packing);
  for (let k = 0; k < word(d, 15); k++) {
    const begin = firstSeen(d, k, firstRow, rows), seen = lastSeen(d, k, firstRow, rows) - begin, depth = seen * rowPositions;
    if (seen <= 0) continue;
    const xFirst = x + <usize>k * padded + <usize>begin * xRow;
    for (let i = 0; i < taps; i += 4 * LEFT_PANELS) {
      const last = min(taps, i + 4 * LEFT_PANELS);
      for (let t = i, to = left; t < last; t += 4, to += <usize>depth << 4) {
        packTaps(xFirst + (<usize>t << 2), xImage, xRow, xStep, images, seen, columns, to);
      }
      let out = gradient + <usize>(k * taps + i) * gradientRow, b = packing + (<usize>(begin * rowPositions) << 5);
      for (let j = 0; j < channels; j += 8, b += panel, out += 32) {
        for (let t = i, a = left, o = out; t < last; t += 4, a += <usize>depth << 4, o += gradientRow << 2) {
          addTile(a, b, depth, o, gradientRow, min(4, taps - t), min(8, channels - j));
        }
      }
    }
  }
}

function addTile(a: usize, b: usize, k: i32, out: usize, outStep: usize, rows: i32, columns: i32): void {
  tileProduct(a, b, k, out, outStep, rows, columns, true);
}

function packOutputs(dy: usize, dyImage: usize, images: i32, rows: i32, columns: i32, channels: i32, out: usize): void {
  const pitch = <usize>channels << 2, positions = images * rows * columns;
  if (images == 1) { packColumns(dy, pitch, positions, channels, out, 0, positions); return; }
  for (let r = 0, at = 0; r < rows; r++) {
    for (let image = 0; image < images; image++, at += columns) {
      packColumns(dy + <usize>image * dyImage + <usize>(r * columns) * pitch, pitch, columns, channels, out, at, positions);
    }
  }
}

function packTaps(x: usize, xImage: usize, xRow: usize, xStep: usize, images: i32, rows: i32, columns: i32, out: usize): void {
  for (let r = 0; r < rows; r++, x += xRow) {
    for (let image = 0, row = x; image < images; image++, row += xImage) {
      let p = row;
      for (let c = 0; c < columns; c++, p += xStep, out += 16) v128.store(out, load4(p));
    }
  }
}

/**
 * For narrow layers: operands read where they are. out[m][n] += sum over positions of a[position][m] b[position][n].
 * Ragged edges read up to 28 bytes past a row (the values are discarded) and store only what is theirs.
 */
function stridedProduct(a: usize, aImage: usize, aRow: usize, aStep: usize, b: usize, bImage: usize,
                        images: i32, rows: i32, columns: i32, m: i32, n: i32, out: usize): void {
  const outRow = <usize>n << 2;
  for (let j = 0; j < n; j += 8) {
    const bj = b + (<usize>j << 2), width = min(8, n - j);
    for (let i = 0; i < m; i += 4) {
      const height = min(4, m - i), ai = a + (<usize>i << 2), target = out + <usize>i * outRow + (<usize>j << 2);
      if (width <= 4) strided4x4(ai, aImage, aRow, aStep, bj, bImage, outRow, images, rows, columns, target, height, width);
      else if (height > 1) strided4x8(ai, aImage, aRow, aStep, bj, bImage, outRow, images, rows, columns, target, height, width);
      else strided1x8(ai, aImage, aRow, aStep, bj, bImage, outRow, images, rows, columns, target, width);
    }
  }
}

function strided4x8(a: usize, aImage: usize, aRow: usize, aStep: usize, b: usize, bImage: usize, bStep: usize,
                    images: i32, rows: i32, columns: i32, out: usize, height: i32, width: i32): void {
  const zero = f32x4.splat(0);
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero, c30 = zero, c31 = zero;
  for (let image = 0; image < images; image++, a += aImage, b += bImage) {
    let row = a, p = b;
    for (let r = 0; r < rows; r++, row += aRow) {
      const end = row + <usize>columns * aStep;
      let q = row;
      while (q < end) {
        const b0 = load4(p), b1 = v128.load(p, 16);
        let x = splat(q);
        c00 = madd(c00, x, b0); c01 = madd(c01, x, b1); x = v128.load_splat<f32>(q, 4);
        c10 = madd(c10, x, b0); c11 = madd(c11, x, b1); x = v128.load_splat<f32>(q, 8);
        c20 = madd(c20, x, b0); c21 = madd(c21, x, b1); x = v128.load_splat<f32>(q, 12);
        c30 = madd(c30, x, b0); c31 = madd(c31, x, b1);
        p += bStep; q += aStep;
      }
    }
  }
  addPart8(out, c00, c01, width);
  if (height > 1) addPart8(out + bStep, c10, c11, width);
  if (height > 2) addPart8(out + 2 * bStep, c20, c21, width);
  if (height > 3) addPart8(out + 3 * bStep, c30, c31, width);
}

function strided1x8(a: usize, aImage: usize, aRow: usize, aStep: usize, b: usize, bImage: usize, bStep: usize,
                    images: i32, rows: i32, columns: i32, out: usize, width: i32): void {
  let lo = f32x4.splat(0), hi = lo;
  for (let image = 0; image < images; image++, a += aImage, b += bImage) {
    let row = a, p = b;
    for (let r = 0; r < rows; r++, row += aRow) {
      const end = row + <usize>columns * aStep;
      for (let q = row; q < end; q += aStep, p += bStep) {
        const x = splat(q);
        lo = madd(lo, x, load4(p)); hi = madd(hi, x, v128.load(p, 16));
      }
    }
  }
  addPart8(out, lo, hi, width);
}

function strided4x4(a: usize, aImage: usize, aRow: usize, aStep: usize, b: usize, bImage: usize, bStep: usize,
                    images: i32, rows: i32, columns: i32, out: usize, height: i32, width: i32): void {
  const zero = f32x4.splat(0);
  let c0 = zero, c1 = zero, c2 = zero, c3 = zero;
  for (let image = 0; image < images; image++, a += aImage, b += bImage) {
    let row = a, p = b;
    for (let r = 0; r < rows; r++, row += aRow) {
      const end = row + <usize>columns * aStep;
      for (let q = row; q < end; q += aStep, p += bStep) {
        const b0 = load4(p);
        c0 = madd(c0, splat(q), b0); c1 = madd(c1, v128.load_splat<f32>(q, 4), b0);
        c2 = madd(c2, v128.load_splat<f32>(q, 8), b0); c3 = madd(c3, v128.load_splat<f32>(q, 12), b0);
      }
    }
  }
  addPart8(out, c0, zero, width);
  if (height > 1) addPart8(out + bStep, c1, zero, width);
  if (height > 2) addPart8(out + 2 * bStep, c2, zero, width);
  if (height > 3) addPart8(out + 3 * bStep, c3, zero, width);
}
