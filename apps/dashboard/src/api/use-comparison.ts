import { useQuery } from '@tanstack/react-query';
import type { SweepComparison } from '@yoto/core';
import type { QueryState } from '../components/query-view.tsx';
import { type AskedComparison, type ComparisonChoice, comparisonQuery, pointsQuery } from './queries.ts';

/**
 * How the methods of a sweep compare: first without intervals, which is quick, then with them. Both have one shape, so
 * that the second simply takes the place of the first, as soon as it is of the same choice and no older.
 */
export function useComparison(id: string, choice: ComparisonChoice): QueryState<SweepComparison> {
  const quick = useQuery(pointsQuery(id, choice));
  const full = useQuery(comparisonQuery(id, choice));
  const { data, error, failureReason, refetch } = isCurrent(full, quick) ? full : quick;
  return { data: data?.comparison, error, failureReason, refetch };
}

interface Answer {
  data: AskedComparison | undefined;
  /** An answer to another choice, shown until this one's has come. */
  isPlaceholderData: boolean;
}

/** Whether the answer with intervals can be shown: the server may have it at hand and give it before the quick one. */
export const isCurrent = (full: Answer, quick: Answer): boolean =>
  full.data !== undefined &&
  !full.isPlaceholderData &&
  (quick.data === undefined || quick.isPlaceholderData || full.data.askedAt >= quick.data.askedAt);
