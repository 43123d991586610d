// The gradient of a filter with fewer products: the transpose of what winograd-operands.ts describes. Results y become
// e0 = y0, e1 = y0 + y1, e2 = y0 - y1, e3 = -y1 along each axis; a slot's sum over all tiles of left factors times e is the
// gradient of its right factors, and the taps' gradient follows from those.
import { address, word } from './descriptor';
import { load4 } from './lanes';
import { tileProduct } from './product';
import { OPERAND_WORDS, tileSource, transformTiles } from './winograd-operands';

/**
 * Left factors [slot][4 channels][tile][4] and e [point][8 channels][tile][8] of a block of rows of tiles. Units: rows of tiles.
 * Words: those of transformTiles for x; the pictures' words for dy (2x2 positions a tile); then 0 left factors, 1 e, 2 bytes
 * between the e of two points, 3 bytes between those of two panels, 4 first row of tiles of the block, 5 scratch, 6 scratch
 * bytes a thread.
 */
export function winogradFilterOperands(d: usize, from: i32, to: i32, thread: i32): void {
  const dy = d + (OPERAND_WORDS << 2), w = dy + (16 << 2), scratch = address(w, 5) + <usize>thread * address(w, 6);
  const tileRows = word(d, 8), tiles = word(d, 9);
  for (let unit = from; unit < to; unit++) {
    const row = unit + word(w, 4), tile = <usize>(unit * tiles);
    transformTiles(d, row, row + 1, scratch, address(w, 0) + (tile << 4));
    const src = tileSource(dy, row / tileRows, row % tileRows, 1, scratch);
    transformOutputs(dy, src, address(w, 1) + (tile << 5), address(w, 2), address(w, 3));
  }
}

/** A last half panel is filled up with zeros. */
function transformOutputs(d: usize, src: usize, out: usize, point: usize, panel: usize): void {
  const channels = word(d, 13), tiles = word(d, 9), zero = f32x4.splat(0);
  for (let c = 0; c < channels; c += 4) {
    const upper = src + (<usize>c << 2), to = out + <usize>(c >> 3) * panel + (<usize>(c & 4) << 2);
    outputLine(FIRST, d, upper, to, point);
    outputLine(SUM, d, upper, to + 4 * point, point);
    outputLine(DIFFERENCE, d, upper, to + 8 * point, point);
    outputLine(MINUS_SECOND, d, upper, to + 12 * point, point);
  }
  if (!(channels & 4)) return;
  for (let m = 0, to = out + <usize>(channels >> 3) * panel + 16; m < 16; m++, to += point) {
    for (let t = 0; t < tiles; t++) v128.store(to + (<usize>t << 5), zero);
  }
}

const FIRST: i32 = 0;
const SUM: i32 = 1;
const DIFFERENCE: i32 = 2;
const MINUS_SECOND: i32 = 3;

@inline function spread(kind: i32, y0: v128, y1: v128): v128 {
  if (kind == FIRST) return y0;
  if (kind == SUM) return f32x4.add(y0, y1);
  if (kind == DIFFERENCE) return f32x4.sub(y0, y1);
  return f32x4.neg(y1);
}

function outputLine(kind: i32, d: usize, y: usize, to: usize, point: usize): void {
  if (kind == FIRST) outputColumns(FIRST, d, y, to, point);
  else if (kind == SUM) outputColumns(SUM, d, y, to, point);
  else if (kind == DIFFERENCE) outputColumns(DIFFERENCE, d, y, to, point);
  else outputColumns(MINUS_SECOND, d, y, to, point);
}

@inline function outputColumns(kind: i32, d: usize, y: usize, to: usize, point: usize): void {
  const pitch = address(d, 6), tileStep = address(d, 10), step = address(d, 14), end = to + (address(d, 9) << 5);
  for (; to < end; to += 32, y += tileStep) {
    const left = spread(kind, load4(y), load4(y + pitch)), right = spread(kind, load4(y + step), load4(y + pitch + step));
    v128.store(to, left);
    v128.store(to + point, f32x4.add(left, right));
    v128.store(to + 2 * point, f32x4.sub(left, right));
    v128.store(to + 3 * point, f32x4.neg(right));
  }
}

/** Panels of left factors that are used at once: with one panel of e they stay in the first-level cache. */
const LEFT_PANELS: i32 = 4;
/** Bytes of a 4x8 tile of sums. */
const TILE: usize = 128;

/**
 * Adds a block's products to sums [slot][4 channels of x][8 channels of dy][4][8]. Units: slots x LEFT_PANELS panels of x.
 * Words: 0 left factors, 1 e, 2 sums, 3 tiles, 4 panels of x, 5 panels of dy, 6 and 7 bytes between panels of x and of dy,
 * 8 bytes between points of e, 9 whether to add to the sums (else replace them), 10 units a slot; then each slot's point.
 */
export function winogradFilterProducts(d: usize, from: i32, to: i32): void {
  const left = word(d, 4), right = word(d, 5), groups = word(d, 10), panel = address(d, 6), tiles = word(d, 3), adds = word(d, 9) != 0;
  for (let unit = from; unit < to; unit++) {
    const slot = unit / groups, first = (unit % groups) * LEFT_PANELS, count = min(LEFT_PANELS, left - first);
    const a = address(d, 0) + <usize>(slot * left + first) * panel;
    let b = address(d, 1) + address(d, 11 + slot) * address(d, 8), out = address(d, 2) + <usize>((slot * left + first) * right) * TILE;
    for (let j = 0; j < right; j++, b += address(d, 7), out += TILE) {
      for (let i: usize = 0; i < <usize>count; i++) addProducts(a + i * panel, b, tiles, out + i * <usize>right * TILE, adds);
    }
  }
}

function addProducts(a: usize, b: usize, tiles: i32, out: usize, adds: bool): void {
  tileProduct(a, b, tiles, out, 32, 4, 8, adds);
}

/**
 * The gradient of the taps from the sums. Units: panels of 4 channels of x. Words: 0 sums, 1 gradient [rows][columns][channels
 * of x][channels of dy], 2 panels of x, 3 panels of dy, 4 channels of dy, 5 bytes between columns of taps, 6 bytes between rows
 * of taps, 7 stride, 8 parts; four parts of 4 words: rows of taps (3 or 2), first of them, columns of taps, first of them.
 */
export function winogradFilterTaps(d: usize, from: i32, to: i32): void {
  const slotBytes = <usize>(word(d, 2) * word(d, 3)) * TILE, row = address(d, 4) << 2, stride = address(d, 7);
  for (let unit = from; unit < to; unit++) {
    let sums = address(d, 0) + <usize>(unit * word(d, 3)) * TILE, part = d + (9 << 2);
    for (let n = 0; n < word(d, 8); n++, part += 16) {
      const columns = word(part, 2), points = <usize>(columns + 1) * slotBytes, rowStep = stride * address(d, 6);
      const out = address(d, 1) + <usize>(unit * 4) * row + address(part, 1) * address(d, 6) + address(part, 3) * address(d, 5);
      if (word(part, 0) == 3) {
        tapLine(THREE_FIRST, d, sums, points, slotBytes, columns, out);
        tapLine(THREE_SECOND, d, sums, points, slotBytes, columns, out + rowStep);
        tapLine(THREE_THIRD, d, sums, points, slotBytes, columns, out + 2 * rowStep);
        sums += 4 * points;
      } else {
        tapLine(TWO_FIRST, d, sums, points, slotBytes, columns, out);
        tapLine(TWO_SECOND, d, sums, points, slotBytes, columns, out + rowStep);
        sums += 3 * points;
      }
    }
  }
}

const THREE_FIRST: i32 = 0;
const THREE_SECOND: i32 = 1;
const THREE_THIRD: i32 = 2;
const TWO_FIRST: i32 = 3;
const TWO_SECOND: i32 = 4;

/** One tap along the rows, from sums `step` bytes apart. */
@inline function joined(kind: i32, p: usize, step: usize): v128 {
  const half = f32x4.splat(0.5), p1 = p + step;
  if (kind == THREE_FIRST) return f32x4.add(load4(p), f32x4.mul(f32x4.add(load4(p1), load4(p1 + step)), half));
  if (kind == THREE_SECOND) return f32x4.mul(f32x4.sub(load4(p1), load4(p1 + step)), half);
  if (kind == THREE_THIRD) return f32x4.add(load4(p1 + 2 * step), f32x4.mul(f32x4.add(load4(p1), load4(p1 + step)), half));
  return f32x4.add(load4(kind == TWO_FIRST ? p : p1 + step), load4(p1));
}

/** A row of taps: four channels of x, all of dy. */
function tapLine(kind: i32, d: usize, sums: usize, rowStep: usize, step: usize, columns: i32, out: usize): void {
  switch (kind) { // the kind is a constant inside each loop
    case THREE_FIRST: tapColumns(THREE_FIRST, d, sums, rowStep, step, columns, out); break;
    case THREE_SECOND: tapColumns(THREE_SECOND, d, sums, rowStep, step, columns, out); break;
    case THREE_THIRD: tapColumns(THREE_THIRD, d, sums, rowStep, step, columns, out); break;
    case TWO_FIRST: tapColumns(TWO_FIRST, d, sums, rowStep, step, columns, out); break;
    default: tapColumns(TWO_SECOND, d, sums, rowStep, step, columns, out);
  }
}

@inline function tapColumns(kind: i32, d: usize, sums: usize, rowStep: usize, step: usize, columns: i32, out: usize): void {
  const half = f32x4.splat(0.5), channels = word(d, 4), tap = address(d, 7) * address(d, 5), row = <usize>channels << 2;
  for (let c = 0; c < channels; c += 4) {
    let p = sums + <usize>(c >> 3) * TILE + (<usize>(c & 4) << 2), o = out + (<usize>c << 2);
    for (let r = 0; r < 4; r++, p += 32, o += row) {
      const t0 = joined(kind, p, rowStep), t1 = joined(kind, p + step, rowStep), t2 = joined(kind, p + 2 * step, rowStep);
      if (columns == 3) {
        const t3 = joined(kind, p + 3 * step, rowStep), inner = f32x4.mul(f32x4.add(t1, t2), half);
        v128.store(o, f32x4.add(t0, inner));
        v128.store(o + tap, f32x4.mul(f32x4.sub(t1, t2), half));
        v128.store(o + 2 * tap, f32x4.add(t3, inner));
      } else {
        v128.store(o, f32x4.add(t0, t1));
        v128.store(o + tap, f32x4.add(t1, t2));
      }
    }
  }
}
