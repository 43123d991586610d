// Elementwise operations: of one operand, and of two with broadcasting. The numbers are those of src/wasm/elementwise-operations.ts.
import { load4, loadPart, storePart8, splat } from './lanes';
import { address, real, word } from './descriptor';
import { erf4, exp4, log4, sigmoid4, softplus4, tanh4 } from './transcendental';

const NEGATE: i32 = 0;
const ABSOLUTE: i32 = 1;
const SQUARE: i32 = 2;
const SQUARE_ROOT: i32 = 3;
const RECIPROCAL_ROOT: i32 = 4;
const RECIPROCAL: i32 = 5;
const EXPONENTIAL: i32 = 6;
const LOGARITHM: i32 = 7;
const SIGMOID: i32 = 8;
const SOFTPLUS: i32 = 9;
const RELU: i32 = 10;
const LEAKY_RELU: i32 = 11;
const STEP: i32 = 12;
const CLIP: i32 = 13;
const SCALE: i32 = 14;
const HYPERBOLIC_TANGENT: i32 = 15;
const ERROR_FUNCTION: i32 = 16;
const ROUND: i32 = 17;

@inline function one(kind: i32, x: v128, p: v128, q: v128): v128 {
  const zero = f32x4.splat(0), unit = f32x4.splat(1);
  if (kind == NEGATE) return f32x4.neg(x);
  if (kind == ABSOLUTE) return f32x4.abs(x);
  if (kind == SQUARE) return f32x4.mul(x, x);
  if (kind == SQUARE_ROOT) return f32x4.sqrt(x);
  if (kind == RECIPROCAL_ROOT) return f32x4.div(unit, f32x4.sqrt(x));
  if (kind == RECIPROCAL) return f32x4.div(unit, x);
  if (kind == EXPONENTIAL) return exp4(x);
  if (kind == LOGARITHM) return log4(x);
  if (kind == SIGMOID) return sigmoid4(x);
  if (kind == SOFTPLUS) return softplus4(x);
  if (kind == RELU) return f32x4.max(x, zero);
  if (kind == LEAKY_RELU) return v128.bitselect(f32x4.mul(x, p), x, f32x4.lt(x, zero));
  // NaN stays NaN; p is the value where x <= 0.
  if (kind == STEP) return v128.bitselect(x, v128.bitselect(unit, p, f32x4.gt(x, zero)), f32x4.ne(x, x));
  if (kind == HYPERBOLIC_TANGENT) return tanh4(x);
  if (kind == ERROR_FUNCTION) return erf4(x);
  if (kind == ROUND) return f32x4.nearest(x);
  if (kind == CLIP) return f32x4.min(f32x4.max(x, p), q);
  return f32x4.mul(x, p);
}

@inline function unaryLoop(kind: i32, x: usize, out: usize, count: i32, p: v128, q: v128): void {
  const end = out + (<usize>(count & ~3) << 2);
  for (; out < end; x += 16, out += 16) v128.store(out, one(kind, load4(x), p, q));
  const rest = count & 3;
  if (rest) storePart8(out, one(kind, loadPart(x, rest), p, q), p, rest);
}

/** Words: 0 kind, 1 x, 2 out, 3 and 4 parameters (slope; limits; factor). Units: elements. */
export function unary(d: usize, from: i32, to: i32): void {
  const kind = word(d, 0), x = address(d, 1) + (<usize>from << 2), out = address(d, 2) + (<usize>from << 2), n = to - from;
  const p = f32x4.splat(real(d, 3)), q = f32x4.splat(real(d, 4));
  switch (kind) { // the kind is a constant inside each loop
    case NEGATE: unaryLoop(NEGATE, x, out, n, p, q); break;
    case ABSOLUTE: unaryLoop(ABSOLUTE, x, out, n, p, q); break;
    case SQUARE: unaryLoop(SQUARE, x, out, n, p, q); break;
    case SQUARE_ROOT: unaryLoop(SQUARE_ROOT, x, out, n, p, q); break;
    case RECIPROCAL_ROOT: unaryLoop(RECIPROCAL_ROOT, x, out, n, p, q); break;
    case RECIPROCAL: unaryLoop(RECIPROCAL, x, out, n, p, q); break;
    case EXPONENTIAL: unaryLoop(EXPONENTIAL, x, out, n, p, q); break;
    case LOGARITHM: unaryLoop(LOGARITHM, x, out, n, p, q); break;
    case SIGMOID: unaryLoop(SIGMOID, x, out, n, p, q); break;
    case SOFTPLUS: unaryLoop(SOFTPLUS, x, out, n, p, q); break;
    case RELU: unaryLoop(RELU, x, out, n, p, q); break;
    case LEAKY_RELU: unaryLoop(LEAKY_RELU, x, out, n, p, q); break;
    case STEP: unaryLoop(STEP, x, out, n, p, q); break;
    case CLIP: unaryLoop(CLIP, x, out, n, p, q); break;
    case SCALE: unaryLoop(SCALE, x, out, n, p, q); break;
    case HYPERBOLIC_TANGENT: unaryLoop(HYPERBOLIC_TANGENT, x, out, n, p, q); break;
    case ERROR_FUNCTION: unaryLoop(ERROR_FUNCTION, x, out, n, p, q); break;
    case ROUND: unaryLoop(ROUND, x, out, n, p, q); break;
    default: unreachable();
  }
}

const ADD: i32 = 0;
const SUBTRACT: i32 = 1;
const MULTIPLY: i32 = 2;
const DIVIDE: i32 = 3;
const MAXIMUM: i32 = 4;
const MINIMUM: i32 = 5;
const SQUARED_DIFFERENCE: i32 = 6;
const LEAKY_RELU_GRADIENT: i32 = 7;
const FIRST: i32 = 8;
const AT_LEAST: i32 = 9;
const AT_MOST: i32 = 10;
const RECIPROCAL_ROOT_GRADIENT: i32 = 11;
const SIGMOID_GRADIENT: i32 = 12;
const HYPERBOLIC_TANGENT_GRADIENT: i32 = 13;
const SOFTPLUS_GRADIENT: i32 = 14;
const SQUARE_GRADIENT: i32 = 15;
const ERROR_FUNCTION_GRADIENT: i32 = 16;
const SQUARE_ROOT_GRADIENT: i32 = 17;

@inline function two(kind: i32, a: v128, b: v128, p: v128): v128 {
  if (kind == ADD) return f32x4.add(a, b);
  if (kind == SUBTRACT) return f32x4.sub(a, b);
  if (kind == MULTIPLY) return f32x4.mul(a, b);
  if (kind == DIVIDE) return f32x4.div(a, b);
  if (kind == MAXIMUM) return f32x4.max(a, b);
  if (kind == MINIMUM) return f32x4.min(a, b);
  if (kind == SQUARED_DIFFERENCE) { const difference = f32x4.sub(a, b); return f32x4.mul(difference, difference); }
  if (kind == LEAKY_RELU_GRADIENT) return v128.bitselect(b, f32x4.mul(b, p), f32x4.gt(a, f32x4.splat(0)));
  if (kind == AT_LEAST) return v128.and(f32x4.splat(1), f32x4.ge(a, b));
  if (kind == AT_MOST) return v128.and(f32x4.splat(1), f32x4.le(a, b));
  // Gradients: b is dy, and a the operand or the result, whichever is enough.
  if (kind == RECIPROCAL_ROOT_GRADIENT) return f32x4.mul(f32x4.mul(f32x4.splat(-0.5), b), f32x4.mul(a, f32x4.mul(a, a)));
  if (kind == SIGMOID_GRADIENT) return f32x4.mul(b, f32x4.mul(a, f32x4.sub(f32x4.splat(1), a)));
  if (kind == HYPERBOLIC_TANGENT_GRADIENT) return f32x4.mul(b, f32x4.sub(f32x4.splat(1), f32x4.mul(a, a)));
  if (kind == SOFTPLUS_GRADIENT) return f32x4.mul(b, sigmoid4(a));
  if (kind == SQUARE_GRADIENT) return f32x4.mul(b, f32x4.add(a, a));
  if (kind == SQUARE_ROOT_GRADIENT) return f32x4.div(f32x4.mul(f32x4.splat(0.5), b), a);
  if (kind == ERROR_FUNCTION_GRADIENT) return f32x4.mul(f32x4.mul(b, f32x4.splat(1.1283791670955126)), exp4(f32x4.neg(f32x4.mul(a, a))));
  return a;
}

/** One row; an operand whose step is 0 is one value for the whole row. */
@inline function binaryRow(kind: i32, a: usize, aStep: i32, b: usize, bStep: i32, out: usize, count: i32, p: v128): void {
  const end = out + (<usize>(count & ~3) << 2), rest = count & 3;
  if (aStep && bStep) {
    for (; out < end; a += 16, b += 16, out += 16) v128.store(out, two(kind, load4(a), load4(b), p));
    if (rest) storePart8(out, two(kind, loadPart(a, rest), loadPart(b, rest), p), p, rest);
  } else if (aStep) {
    const right = splat(b);
    for (; out < end; a += 16, out += 16) v128.store(out, two(kind, load4(a), right, p));
    if (rest) storePart8(out, two(kind, loadPart(a, rest), right, p), p, rest);
  } else if (bStep) {
    const left = splat(a);
    for (; out < end; b += 16, out += 16) v128.store(out, two(kind, left, load4(b), p));
    if (rest) storePart8(out, two(kind, left, loadPart(b, rest), p), p, rest);
  } else {
    const value = two(kind, splat(a), splat(b), p);
    for (; out < end; out += 16) v128.store(out, value);
    if (rest) storePart8(out, value, p, rest);
  }
}

@inline function binaryRows(kind: i32, d: usize, from: i32, to: i32): void {
  const middle = word(d, 4), inner = word(d, 5), total = word(d, 6), p = f32x4.splat(real(d, 13));
  const aOuter = address(d, 7), aMiddle = address(d, 8), bOuter = address(d, 10), bMiddle = address(d, 11);
  const aStep = word(d, 9), bStep = word(d, 12);
  let i = from / middle, j = from % middle;
  for (let row = from; row < to; row++) {
    const a = address(d, 1) + <usize>i * aOuter + <usize>j * aMiddle, b = address(d, 2) + <usize>i * bOuter + <usize>j * bMiddle;
    const first = row * inner;
    binaryRow(kind, a, aStep, b, bStep, address(d, 3) + (<usize>first << 2), min(inner, total - first), p);
    if (++j == middle) { j = 0; i++; }
  }
}

/**
 * out[outer][middle][inner]; units are rows of `inner` elements. Words: 0 kind, 1 a, 2 b, 3 out, 4 middle, 5 inner,
 * 6 elements in all, 7-9 outer, middle (bytes) and inner (elements, 0 or 1) step of a, 10-12 of b, 13 parameter.
 */
export function binary(d: usize, from: i32, to: i32): void {
  switch (word(d, 0)) {
    case ADD: binaryRows(ADD, d, from, to); break;
    case SUBTRACT: binaryRows(SUBTRACT, d, from, to); break;
    case MULTIPLY: binaryRows(MULTIPLY, d, from, to); break;
    case DIVIDE: binaryRows(DIVIDE, d, from, to); break;
    case MAXIMUM: binaryRows(MAXIMUM, d, from, to); break;
    case MINIMUM: binaryRows(MINIMUM, d, from, to); break;
    case SQUARED_DIFFERENCE: binaryRows(SQUARED_DIFFERENCE, d, from, to); break;
    case LEAKY_RELU_GRADIENT: binaryRows(LEAKY_RELU_GRADIENT, d, from, to); break;
    case FIRST: binaryRows(FIRST, d, from, to); break;
    case AT_LEAST: binaryRows(AT_LEAST, d, from, to); break;
    case AT_MOST: binaryRows(AT_MOST, d, from, to); break;
    case RECIPROCAL_ROOT_GRADIENT: binaryRows(RECIPROCAL_ROOT_GRADIENT, d, from, to); break;
    case SIGMOID_GRADIENT: binaryRows(SIGMOID_GRADIENT, d, from, to); break;
    case HYPERBOLIC_TANGENT_GRADIENT: binaryRows(HYPERBOLIC_TANGENT_GRADIENT, d, from, to); break;
    case SOFTPLUS_GRADIENT: binaryRows(SOFTPLUS_GRADIENT, d, from, to); break;
    case SQUARE_GRADIENT: binaryRows(SQUARE_GRADIENT, d, from, to); break;
    case ERROR_FUNCTION_GRADIENT: binaryRows(ERROR_FUNCTION_GRADIENT, d, from, to); break;
    case SQUARE_ROOT_GRADIENT: binaryRows(SQUARE_ROOT_GRADIENT, d, from, to); break;
    default: unreachable();
  }
}
