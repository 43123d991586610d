// Convolutions, and input gradients, with fewer products: see winograd-operands.ts.
import { address, real, word } from './descriptor';
import { activate, load4 } from './lanes';
import { rowsProduct } from './product';
import { OPERAND_WORDS, transformTiles } from './winograd-operands';

/** Words of a point. */
const POINT: usize = 12;

/**
 * Units: blocks of rows of tiles, of all images one after the other. Words: those of transformTiles; then 0 out, 1 out image
 * bytes, 2 bytes between output rows, 3 bytes between output positions, 4 output rows, 5 output columns, 6 output channels (a
 * multiple of 4), 7 bias or 0, 8 activation, 9 alpha, 10 scratch, 11 scratch bytes a thread, 12 rows of tiles a block, 13 rows
 * of tiles in all, 14 where first padded rows and then sums are in the scratch (left factors are at 0), 15 bytes between the sums
 * of two panels, 16 those of two points; then for each of 16 points: offset of its left factors, their number a tile, address of
 * its right factors.
 */
export function winograd(d: usize, from: i32, to: i32, thread: i32): void {
  const w = d + (OPERAND_WORDS << 2), scratch = address(w, 10) + <usize>thread * address(w, 11);
  for (let unit = from; unit < to; unit++) {
    const first = unit * word(w, 12), last = min(word(w, 13), first + word(w, 12));
    transformTiles(d, first, last, scratch + address(w, 14), scratch);
    multiplyPoints(w, scratch, (last - first) * word(d, 9));
    combineRows(d, w, scratch + address(w, 14), first, last);
  }
}

/** Depth of a panel that stays in the first-level cache with its four rows: 768 x 48 bytes. */
const CACHED_DEPTH: i32 = 768;

function multiplyPoints(w: usize, scratch: usize, tiles: i32): void {
  const channels = word(w, 6);
  let point = w + (17 << 2), sums = scratch + address(w, 14);
  for (let m = 0; m < 16; m++, point += POINT, sums += address(w, 16)) {
    const depth = word(point, 1), a = scratch + address(point, 0);
    let b = address(point, 2), out = sums;
    for (let j = 0; j < channels; j += 8, b += <usize>depth << 5, out += address(w, 15)) {
      let t = 0;
      do {
        const length = min(CACHED_DEPTH, depth - t);
        rowsProduct(a + (<usize>t << 2), <usize>depth << 2, tiles, 1, length, 0, b + (<usize>t << 5), 0, 8, out, 32, 0, 0, 0, t);
        t += length;
      } while (t < depth);
    }
  }
}

function combineRows(d: usize, w: usize, sums: usize, from: i32, to: i32): void {
  const tileRows = word(d, 8), tiles = word(d, 9), channels = word(w, 6), bias = address(w, 7), panel = address(w, 15);
  for (let row = from; row < to; row++, sums += <usize>tiles << 5) {
    const y = (row % tileRows) << 1, out = address(w, 0) + <usize>(row / tileRows) * address(w, 1) + <usize>y * address(w, 2);
    const hasBelow = y + 1 < word(w, 4);
    for (let j = 0; j < channels; j += 4) {
      const shift = bias ? load4(bias + (<usize>j << 2)) : f32x4.splat(0);
      combineRow(w, sums + <usize>(j >> 3) * panel + (<usize>(j & 4) << 2), shift, hasBelow, out + (<usize>j << 2));
    }
  }
}

/** Four channels of the results of a row of tiles. */
function combineRow(w: usize, sums: usize, bias: v128, hasBelow: bool, out: usize): void {
  const columns = word(w, 5), rowStep = address(w, 2), step = address(w, 3), point = address(w, 16);
  const activation = word(w, 8), slope = f32x4.splat(real(w, 9));
  const m0 = sums, m1 = m0 + 4 * point, m2 = m1 + 4 * point, m3 = m2 + 4 * point;
  let at: usize = 0;
  for (let x = 0; x < columns; x += 2, at += 32, out += 2 * step) {
    const u0 = above(m0 + at, m1 + at, m2 + at), u1 = above(m0 + at + point, m1 + at + point, m2 + at + point);
    const u2 = above(m0 + at + 2 * point, m1 + at + 2 * point, m2 + at + 2 * point), hasRight = x + 1 < columns;
    v128.store(out, activate(f32x4.add(f32x4.add(f32x4.add(u0, u1), u2), bias), activation, slope));
    if (hasRight) {
      const u3 = above(m0 + at + 3 * point, m1 + at + 3 * point, m2 + at + 3 * point);
      v128.store(out + step, activate(f32x4.add(f32x4.sub(f32x4.sub(u1, u2), u3), bias), activation, slope));
    }
    if (!hasBelow) continue;
    const v0 = below(m1 + at, m2 + at, m3 + at), v1 = below(m1 + at + point, m2 + at + point, m3 + at + point);
    const v2 = below(m1 + at + 2 * point, m2 + at + 2 * point, m3 + at + 2 * point);
    v128.store(out + rowStep, activate(f32x4.add(f32x4.add(f32x4.add(v0, v1), v2), bias), activation, slope));
    if (hasRight) {
      const v3 = below(m1 + at + 3 * point, m2 + at + 3 * point, m3 + at + 3 * point);
      v128.store(out + rowStep + step, activate(f32x4.add(f32x4.sub(f32x4.sub(v1, v2), v3), bias), activation, slope));
    }
  }
}

/** The upper and the lower of two rows of results. */
@inline function above(m0: usize, m1: usize, m2: usize): v128 { return f32x4.add(f32x4.add(load4(m0), load4(m1)), load4(m2)); }
@inline function below(m1: usize, m2: usize, m3: usize): v128 { return f32x4.sub(f32x4.sub(load4(m1), load4(m2)), load4(m3)); }
