/** Which lambdas are near each other. */
import type { Lambda } from '@yoto/core';

export const isSameLambda = (one: Lambda, other: Lambda): boolean => lambdaDistance(one, other) === 0;

/** Squared, in logarithms where both weights have one: 1 is as far from 2 as 100 from 200. */
export function lambdaDistance(one: Lambda, other: Lambda): number {
  const terms = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...terms].reduce((sum, term) => {
    const [a = 0, b = 0] = [one[term], other[term]];
    return sum + (a > 0 && b > 0 ? Math.log(a / b) : a - b) ** 2;
  }, 0);
}
