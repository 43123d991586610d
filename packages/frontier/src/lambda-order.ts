import type { Lambda } from '@yoto/core';

/** Compares two lambdas by the weights of `terms`, the first term first: the order of the points of a series. */
export function compareLambdas(a: Lambda, b: Lambda, terms: readonly string[]): number {
  for (const term of terms) {
    const difference = (a[term] ?? 0) - (b[term] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
