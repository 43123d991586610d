import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { SweepComparison } from '@yoto/core';
import { type ComparisonChoice, comparisonQuery, pointsQuery } from './queries.ts';

/**
 * How the methods of a sweep compare: first without intervals, which is quick, then with them. Both have one shape, so
 * that the second simply takes the place of the first, as soon as it is of the same choice and no older.
 */
export function useComparison(id: string, choice: ComparisonChoice): UseQueryResult<SweepComparison> {
  const quick = useQuery(pointsQuery(id, choice));
  const full = useQuery(comparisonQuery(id, choice));
  const isCurrent = full.data && !full.isPlaceholderData && full.dataUpdatedAt >= quick.dataUpdatedAt;
  return isCurrent ? full : quick;
}
