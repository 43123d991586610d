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
  hyperbolicTangent: 15,
  errorFunction: 16,
  round: 17,
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
  /** 1 or 0. */
  atLeast: 9,
  atMost: 10,
  // Gradients of functions of one operand: the left operand is that or the result, the right one dy.
  reciprocalRootGradient: 11,
  sigmoidGradient: 12,
  hyperbolicTangentGradient: 13,
  softplusGradient: 14,
  squareGradient: 15,
  errorFunctionGradient: 16,
  squareRootGradient: 17,
} as const;
