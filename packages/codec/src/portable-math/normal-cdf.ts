import { portableExp } from './portable-exp.ts';

/** 1 / sqrt(2 pi). */
const PEAK = 0.3989422804014327;

/** Beyond nine standard deviations the rest is below 2^-60, less than a double near one can tell. */
const FAR = 9;

/**
 * P(Z <= x) of a standard normal Z by the series of G. Marsaglia ("Evaluating the Normal Distribution", 2004, equation
 * 3): 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + ...). Absolute error below 1e-15, the same bits on every machine.
 */
export function normalCdf(x: number): number {
  if (x < -FAR) return 0;
  if (x > FAR) return 1;
  const square = x * x;
  let term = x;
  let sum = x;
  let previous = 0;
  for (let odd = 3; sum !== previous; odd += 2) {
    term = (term * square) / odd;
    previous = sum;
    sum += term;
  }
  return 0.5 + PEAK * portableExp(-0.5 * square) * sum;
}
