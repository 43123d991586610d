import { lambdaKey, type Place, parametersAt } from '@yoto/core';
import { groupBy } from '../group-by.ts';

/** Two neighbouring places of a series that differ in `parameter` alone, the smaller value first. */
export interface Neighbours<R> {
  parameter: string;
  from: R;
  to: R;
}

/** All such pairs: along each parameter in turn, the others held. In a sweep of one weight simply the neighbours. */
export function lambdaNeighbours<R extends { at: Place }>(
  rows: readonly R[],
  parameters: readonly string[],
): Neighbours<R>[] {
  return parameters.flatMap((parameter) => {
    const valueAt = ({ at }: R) => parametersAt(at)[parameter] ?? 0;
    const lines = groupBy(rows, ({ at }) => {
      const { [parameter]: _value, ...others } = parametersAt(at);
      return lambdaKey(others);
    });
    return [...lines.values()].flatMap((line) => {
      const sorted = line.toSorted((a, b) => valueAt(a) - valueAt(b));
      return sorted.slice(1).map((to, i) => ({ parameter, from: sorted[i]!, to }));
    });
  });
}
