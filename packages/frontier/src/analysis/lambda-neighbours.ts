import { type Lambda, lambdaKey } from '@yoto/core';
import { groupBy } from '../group-by.ts';

/** Two neighbouring lambdas of a series that differ in the weight of `term` alone, the smaller weight first. */
export interface Neighbours<R> {
  term: string;
  from: R;
  to: R;
}

/** All such pairs: along each weight in turn, the others held. In a sweep of one weight simply the neighbours. */
export function lambdaNeighbours<R extends { lambda: Lambda }>(
  rows: readonly R[],
  terms: readonly string[],
): Neighbours<R>[] {
  return terms.flatMap((term) => {
    const lines = groupBy(rows, ({ lambda }) => {
      const { [term]: _weight, ...others } = lambda;
      return lambdaKey(others);
    });
    return [...lines.values()].flatMap((line) => {
      const sorted = line.toSorted((a, b) => (a.lambda[term] ?? 0) - (b.lambda[term] ?? 0));
      return sorted.slice(1).map((to, i) => ({ term, from: sorted[i]!, to }));
    });
  });
}
