// The right factors of convolutions with fewer products, those of the taps: see winograd-operands.ts.
import { address, word } from './descriptor';
import { load4 } from './lanes';

const PARTS: usize = 6 << 2;
const PART: usize = 16;
const SLOTS: usize = PARTS + 4 * PART;
const SLOT: usize = 8;

/**
 * Packed taps [panel][rows][columns][channels][8] -> the factors of every slot. Units: panels.
 * Words: 0 taps, 1 channels, 2 rows of taps, 3 columns of taps, 4 stride, 5 parts; four parts of 4 words: rows of taps (3 or
 * 2), first of them, columns of taps, first of them; then for each slot: its address, and bytes from panel to panel.
 */
export function winogradTaps(d: usize, from: i32, to: i32): void {
  const bytes = address(d, 1) << 5, row = address(d, 3) * bytes;
  for (let panel = from; panel < to; panel++) {
    const taps = address(d, 0) + <usize>(panel * word(d, 2)) * row;
    let part = d + PARTS, slot = d + SLOTS;
    for (let n = 0; n < word(d, 5); n++, part += PART) {
      const src = taps + address(part, 1) * row + address(part, 3) * bytes, columns = word(part, 2);
      if (word(part, 0) == 3) {
        slot = tapLine(FIRST, d, src, columns, slot, panel);
        slot = tapLine(HALF_SUM, d, src, columns, slot, panel);
        slot = tapLine(HALF_DIFFERENCE, d, src, columns, slot, panel);
        slot = tapLine(THIRD, d, src, columns, slot, panel);
      } else {
        slot = tapLine(FIRST, d, src, columns, slot, panel);
        slot = tapLine(SUM, d, src, columns, slot, panel);
        slot = tapLine(SECOND, d, src, columns, slot, panel);
      }
    }
  }
}

const FIRST: i32 = 0;
const SECOND: i32 = 1;
const THIRD: i32 = 2;
const SUM: i32 = 3;
const HALF_SUM: i32 = 4;
const HALF_DIFFERENCE: i32 = 5;

/** Of taps `step` bytes apart. */
@inline function joined(kind: i32, p: usize, step: usize): v128 {
  if (kind == FIRST) return load4(p);
  if (kind == SECOND) return load4(p + step);
  if (kind == THIRD) return load4(p + 2 * step);
  if (kind == SUM) return f32x4.add(load4(p), load4(p + step));
  return halved(kind, load4(p), load4(p + step), load4(p + 2 * step));
}

@inline function halved(kind: i32, g0: v128, g1: v128, g2: v128): v128 {
  const outer = f32x4.add(g0, g2);
  return f32x4.mul(kind == HALF_SUM ? f32x4.add(outer, g1) : f32x4.sub(outer, g1), f32x4.splat(0.5));
}

function tapLine(kind: i32, d: usize, src: usize, columns: i32, slot: usize, panel: i32): usize {
  switch (kind) { // the kind is a constant inside each loop
    case FIRST: tapColumns(FIRST, d, src, columns, slot, panel); break;
    case SECOND: tapColumns(SECOND, d, src, columns, slot, panel); break;
    case THIRD: tapColumns(THIRD, d, src, columns, slot, panel); break;
    case SUM: tapColumns(SUM, d, src, columns, slot, panel); break;
    case HALF_SUM: tapColumns(HALF_SUM, d, src, columns, slot, panel); break;
    default: tapColumns(HALF_DIFFERENCE, d, src, columns, slot, panel);
  }
  return slot + <usize>(columns + 1) * SLOT;
}

@inline function tapColumns(kind: i32, d: usize, src: usize, columns: i32, slot: usize, panel: i32): void {
  const bytes = address(d, 1) << 5, step = address(d, 4) * bytes, rowStep = step * address(d, 3);
  const o0 = target(slot, panel), o1 = target(slot + SLOT, panel), o2 = target(slot + 2 * SLOT, panel);
  if (columns == 3) {
    const o3 = target(slot + 3 * SLOT, panel);
    for (let i: usize = 0; i < bytes; i += 16) {
      const g0 = joined(kind, src + i, rowStep), g1 = joined(kind, src + step + i, rowStep), g2 = joined(kind, src + 2 * step + i, rowStep);
      v128.store(o0 + i, g0);
      v128.store(o1 + i, halved(HALF_SUM, g0, g1, g2));
      v128.store(o2 + i, halved(HALF_DIFFERENCE, g0, g1, g2));
      v128.store(o3 + i, g2);
    }
  } else {
    for (let i: usize = 0; i < bytes; i += 16) {
      const g0 = joined(kind, src + i, rowStep), g1 = joined(kind, src + step + i, rowStep);
      v128.store(o0 + i, g0);
      v128.store(o1 + i, f32x4.add(g0, g1));
      v128.store(o2 + i, g1);
    }
  }
}

@inline function target(slot: usize, panel: i32): usize {
  return address(slot, 0) + <usize>panel * address(slot, 1);
}
