// Convolutions with fewer products (Lavin & Gray 2016, section 4.1). Along one axis, two neighbours of the result come from
// four products, left = m0 + m1 + m2 and right = m1 - m2 - m3:
// - three taps: m0 = (d0 - d2) g0, m1 = (d1 + d2) (g0 + g1 + g2) / 2, m2 = (d2 - d1) (g0 - g1 + g2) / 2, m3 = (d1 - d3) g2;
// - two taps: m0 = (d0 - d1) g0, m1 = d1 (g0 + g1), m3 = (d1 - d2) g1.
// Five taps of stride 2 are three over the even positions and two over the odd ones, added into the same four sums. With both
// axes a tile of 2x2 results has 16 points, point 4 i + j for mi of the rows and mj of the columns; a part is one of the
// combinations of three or two rows with three or two columns, and a slot is a point of a part.
// This file makes the left factors, those of the pictures; winograd-taps.ts the right ones.
import { padRows } from './convolution';
import { address, word } from './descriptor';
import { load4 } from './lanes';

/** Words of the pictures, before the parts and slots; bytes of a part and of a slot. */
const PARTS: usize = 18 << 2;
const PART: usize = 16;
const SLOTS: usize = PARTS + 4 * PART;
const SLOT: usize = 8;
/** Words of all that. */
export const OPERAND_WORDS: usize = 132;

/**
 * The pictures' words: 0 src, 1 image bytes, 2 height, 3 row bytes, 4 top padding, 5 left padding bytes, 6 padded row bytes,
 * 7 whether padding is needed, 8 rows of tiles an image, 9 tiles a row, 10 bytes from tile to tile in a padded row, 11 padded
 * rows from row of tiles to row of tiles, 12 padded rows under a row of tiles, 13 channels (a multiple of 4), 14 bytes from
 * column of taps to column of taps, 15 padded rows from row of taps to row of taps.
 * Returns the address of the padded rows under `count` rows of tiles of an image.
 */
export function tileSource(d: usize, image: i32, first: i32, count: i32, scratch: usize): usize {
  const src = address(d, 0) + <usize>image * address(d, 1), row = first * word(d, 11), padded = address(d, 6);
  if (!word(d, 7)) return src + <usize>row * padded;
  padRows(src, scratch, word(d, 2), address(d, 3), word(d, 4), address(d, 5), padded, row, (count - 1) * word(d, 11) + word(d, 12));
  return scratch;
}

/**
 * The left factors of rows of tiles [from, to) of all images. Words: the pictures'; 16 whether each four channels have their
 * tiles together (else each tile its channels), 17 parts; four parts of 4 words: rows of taps (3 or 2), first of them, columns
 * of taps, first byte of them in a padded row; then for each slot: its offset from `out`, and bytes from tile to tile or, when
 * tiles are together, from four channels to the next.
 */
export function transformTiles(d: usize, from: i32, to: i32, scratch: usize, out: usize): void {
  const tileRows = word(d, 8), padded = address(d, 6);
  for (let row = from, tile = 0; row < to;) {
    const first = row % tileRows, count = min(to - row, tileRows - first);
    let src = tileSource(d, row / tileRows, first, count, scratch);
    for (let r = 0; r < count; r++, src += address(d, 11) * padded, tile += word(d, 9)) transformRow(d, src, tile, out);
    row += count;
  }
}

const DIFFERENCE: i32 = 0;
const SUM: i32 = 1;
const FIRST: i32 = 2;

function transformRow(d: usize, src: usize, tile: i32, out: usize): void {
  const padded = address(d, 6), step = address(d, 15) * padded;
  let part = d + PARTS, slot = d + SLOTS;
  for (let n = 0; n < word(d, 17); n++, part += PART) {
    const columns = word(part, 2), r0 = src + address(part, 1) * padded + address(part, 3), r1 = r0 + step, r2 = r1 + step;
    if (word(part, 0) == 3) {
      slot = transformLine(DIFFERENCE, d, r0, r2, columns, slot, tile, out);
      slot = transformLine(SUM, d, r1, r2, columns, slot, tile, out);
      slot = transformLine(DIFFERENCE, d, r2, r1, columns, slot, tile, out);
      slot = transformLine(DIFFERENCE, d, r1, r2 + step, columns, slot, tile, out);
    } else {
      slot = transformLine(DIFFERENCE, d, r0, r1, columns, slot, tile, out);
      slot = transformLine(FIRST, d, r1, r1, columns, slot, tile, out);
      slot = transformLine(DIFFERENCE, d, r1, r2, columns, slot, tile, out);
    }
  }
}

/** The slots of one mi for a row of tiles, from one or two padded rows; the address of the next slot. */
function transformLine(kind: i32, d: usize, a: usize, b: usize, columns: i32, slot: usize, tile: i32, out: usize): usize {
  if (columns == 3) {
    if (kind == DIFFERENCE) threeColumns(DIFFERENCE, d, a, b, slot, tile, out);
    else if (kind == SUM) threeColumns(SUM, d, a, b, slot, tile, out);
    else threeColumns(FIRST, d, a, b, slot, tile, out);
    return slot + 4 * SLOT;
  }
  if (kind == DIFFERENCE) twoColumns(DIFFERENCE, d, a, b, slot, tile, out);
  else if (kind == SUM) twoColumns(SUM, d, a, b, slot, tile, out);
  else twoColumns(FIRST, d, a, b, slot, tile, out);
  return slot + 3 * SLOT;
}

@inline function joined(kind: i32, a: usize, b: usize): v128 {
  if (kind == DIFFERENCE) return f32x4.sub(load4(a), load4(b));
  if (kind == SUM) return f32x4.add(load4(a), load4(b));
  return load4(a);
}

/** Where a slot has the first tile of a row. */
@inline function target(d: usize, slot: usize, tile: i32, out: usize): usize {
  return out + address(slot, 0) + <usize>tile * (word(d, 16) ? 16 : address(slot, 1));
}

@inline function threeColumns(kind: i32, d: usize, a: usize, b: usize, slot: usize, tile: i32, out: usize): void {
  const tiles = word(d, 9), fours = word(d, 13) >> 2, together = word(d, 16), tileStep = address(d, 10), step = address(d, 14);
  const outer = together ? fours : tiles, inner = together ? tiles : fours;
  const outerStep: usize = together ? 16 : tileStep, innerStep: usize = together ? tileStep : 16;
  let o0 = target(d, slot, tile, out), o1 = target(d, slot + SLOT, tile, out);
  let o2 = target(d, slot + 2 * SLOT, tile, out), o3 = target(d, slot + 3 * SLOT, tile, out);
  for (let i = 0; i < outer; i++, a += outerStep, b += outerStep) {
    let p = a, q = b;
    const end = o0 + (<usize>inner << 4);
    for (let at = o0, e1 = o1 - o0, e2 = o2 - o0, e3 = o3 - o0; at < end; at += 16, p += innerStep, q += innerStep) {
      const t0 = joined(kind, p, q), t1 = joined(kind, p + step, q + step);
      const t2 = joined(kind, p + 2 * step, q + 2 * step), t3 = joined(kind, p + 3 * step, q + 3 * step);
      v128.store(at, f32x4.sub(t0, t2));
      v128.store(at + e1, f32x4.add(t1, t2));
      v128.store(at + e2, f32x4.sub(t2, t1));
      v128.store(at + e3, f32x4.sub(t1, t3));
    }
    o0 += address(slot, 1); o1 += address(slot + SLOT, 1); o2 += address(slot + 2 * SLOT, 1); o3 += address(slot + 3 * SLOT, 1);
  }
}

@inline function twoColumns(kind: i32, d: usize, a: usize, b: usize, slot: usize, tile: i32, out: usize): void {
  const tiles = word(d, 9), fours = word(d, 13) >> 2, together = word(d, 16), tileStep = address(d, 10), step = address(d, 14);
  const outer = together ? fours : tiles, inner = together ? tiles : fours;
  const outerStep: usize = together ? 16 : tileStep, innerStep: usize = together ? tileStep : 16;
  let o0 = target(d, slot, tile, out), o1 = target(d, slot + SLOT, tile, out), o3 = target(d, slot + 2 * SLOT, tile, out);
  for (let i = 0; i < outer; i++, a += outerStep, b += outerStep) {
    let p = a, q = b;
    const end = o0 + (<usize>inner << 4);
    for (let at = o0, e1 = o1 - o0, e3 = o3 - o0; at < end; at += 16, p += innerStep, q += innerStep) {
      const t0 = joined(kind, p, q), t1 = joined(kind, p + step, q + step), t2 = joined(kind, p + 2 * step, q + 2 * step);
      v128.store(at, f32x4.sub(t0, t1));
      v128.store(at + e1, t1);
      v128.store(at + e3, f32x4.sub(t1, t2));
    }
    o0 += address(slot, 1); o1 += address(slot + SLOT, 1); o3 += address(slot + 2 * SLOT, 1);
  }
}
