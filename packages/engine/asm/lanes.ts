// The few 128-bit building blocks that every kernel is written in.

@inline export function load4(p: usize): v128 { return v128.load(p); }
@inline export function splat(p: usize): v128 { return v128.load_splat<f32>(p); }

/** sum + a * b: one fused instruction where the build allows it, else two roundings. */
@inline export function madd(sum: v128, a: v128, b: v128): v128 {
  if (isDefined(RELAXED)) return f32x4.relaxed_madd(a, b, sum);
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** The first `count` of four values (none when it is 0 or less); the rest are 0. */
@inline export function loadPart(p: usize, count: i32): v128 {
  let v = f32x4.splat(0);
  if (count >= 4) return load4(p);
  if (count > 0) v = f32x4.replace_lane(v, 0, load<f32>(p));
  if (count > 1) v = f32x4.replace_lane(v, 1, load<f32>(p, 4));
  if (count > 2) v = f32x4.replace_lane(v, 2, load<f32>(p, 8));
  return v;
}

/** Stores the first `count` (1 to 8) of the eight values lo, hi. */
@inline export function storePart8(p: usize, lo: v128, hi: v128, count: i32): void {
  if (count >= 8) { v128.store(p, lo); v128.store(p, hi, 16); return; }
  let rest = lo;
  if (count >= 4) { v128.store(p, lo); p += 16; count -= 4; rest = hi; }
  if (count >= 2) {
    v128.store64_lane(p, rest, 0);
    if (count == 3) v128.store32_lane(p, rest, 2, 8);
  } else if (count == 1) v128.store32_lane(p, rest, 0);
}

/** Adds the first `count` (1 to 8) of the eight values lo, hi to what is stored. */
export function addPart8(p: usize, lo: v128, hi: v128, count: i32): void {
  if (count >= 8) {
    v128.store(p, f32x4.add(load4(p), lo));
    v128.store(p, f32x4.add(v128.load(p, 16), hi), 16);
    return;
  }
  let rest = lo;
  if (count >= 4) { v128.store(p, f32x4.add(load4(p), lo)); p += 16; count -= 4; rest = hi; }
  if (count > 0) store<f32>(p, load<f32>(p) + f32x4.extract_lane(rest, 0));
  if (count > 1) store<f32>(p, load<f32>(p, 4) + f32x4.extract_lane(rest, 1), 4);
  if (count > 2) store<f32>(p, load<f32>(p, 8) + f32x4.extract_lane(rest, 2), 8);
}

/** Stores the transpose of the 4x4 block with rows a, b, c, d; its rows are `pitch` bytes apart. */
@inline export function storeTransposed(a: v128, b: v128, c: v128, d: v128, p: usize, pitch: usize): void {
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7), cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(p, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(p + pitch, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  v128.store(p + 2 * pitch, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
  v128.store(p + 3 * pitch, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
}

/** 0 + 1 + 2 + 3, in a fixed order. */
@inline export function sumLanes(v: v128): f32 {
  return (f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1)) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

const LINEAR: i32 = 0;
const RELU: i32 = 1; // 2 is the leaky one

/** The activation that a product applies to its result before storing it. */
@inline export function activate(v: v128, kind: i32, alpha: v128): v128 {
  if (kind == LINEAR) return v;
  const zero = f32x4.splat(0);
  if (kind == RELU) return f32x4.max(v, zero);
  return f32x4.add(f32x4.max(v, zero), f32x4.mul(alpha, f32x4.min(v, zero)));
}
