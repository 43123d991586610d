// The numbers of asm/elementwise.ts.

export const UNARY = {
  negate: 0,
  absolute: 1,
  square: 2,
  squareRoot: 3,
  reciprocalRoot: 4,
  reciprocal: 5,
  exponential: 6,
  logarithm: 7,
  sigmoid: 8,
  softplus: 9,
  relu: 10,
  leakyRelu: 11,
  step: 12,
  clip: 13,
  scale: 14,
} as const;

export const BINARY = {
  add: 0,
  subtract: 1,
  multiply: 2,
  divide: 3,
  maximum: 4,
  minimum: 5,
  squaredDifference: 6,
  leakyReluGradient: 7,
  /** The left operand, broadcast to the shape of the right one. */
  first: 8,
} as const;
