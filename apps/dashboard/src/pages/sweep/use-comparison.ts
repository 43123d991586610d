/** The comparison of a sweep, on the axes and slice that a person chose. */
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { SweepComparison } from '@yoto/core';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import {
  type AskedComparison,
  type ComparisonChoice,
  comparisonQuery,
  pointsQuery,
  severalSweepsQuery,
} from '../../api/comparison-queries.ts';
import type { QueryState } from '../../components/query-view.tsx';

const NAMES = ['x', 'y', 'slice', 'base'] as const;

/** Which axes and which slice are shown: kept in the address, so that it can be sent to somebody. */
export function useComparisonChoice(): [ComparisonChoice, (change: ComparisonChoice) => void] {
  const [params, setParams] = useSearchParams();
  const choice: ComparisonChoice = {};
  for (const name of NAMES) {
    const value = params.get(name);
    if (value !== null) choice[name] = value;
  }
  const change = useCallback(
    (changed: ComparisonChoice) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          for (const name of NAMES) {
            if (!(name in changed)) continue;
            const value = changed[name];
            if (value === undefined) after.delete(name);
            else after.set(name, value);
          }
          return after;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setParams],
  );
  return [choice, change];
}

/**
 * How the methods of a sweep compare: first whatever is quick, then with intervals, which take a while where the server does
 * not have them yet. Both have one shape, so that the second simply takes the place of the first, as soon as it is of the
 * same choice and no older.
 */
export function useComparison(id: string, choice: ComparisonChoice): QueryState<SweepComparison> {
  const quick = useQuery(pointsQuery(id, choice));
  return better(quick, useQuery({ ...comparisonQuery(id, choice), enabled: lacksIntervals(quick) }));
}

/** The same of groups of several sweeps. */
export function useSeveralSweeps(
  of: readonly string[],
  choice: ComparisonChoice,
): QueryState<SweepComparison> {
  const quick = useQuery({ ...severalSweepsQuery(of, choice, 'ready'), enabled: of.length > 0 });
  return better(
    quick,
    useQuery({ ...severalSweepsQuery(of, choice, 'yes'), enabled: lacksIntervals(quick) }),
  );
}

type Asked = UseQueryResult<AskedComparison>;

function better(quick: Asked, full: Asked): QueryState<SweepComparison> {
  const { data, error, failureReason, refetch } = isCurrent(full, quick) ? full : quick;
  return { data: data?.comparison, error, failureReason, refetch };
}

interface Answer {
  data: AskedComparison | undefined;
  /** An answer to another choice, shown until this one's has come. */
  isPlaceholderData: boolean;
}

/** Whether an answer with intervals is still to be asked for. */
export const lacksIntervals = ({ data, isPlaceholderData }: Answer): boolean =>
  data !== undefined && !isPlaceholderData && data.comparison.bootstrap === null;

/** Whether the answer with intervals can be shown. */
export const isCurrent = (full: Answer, quick: Answer): boolean =>
  full.data !== undefined &&
  !full.isPlaceholderData &&
  (quick.data === undefined || quick.isPlaceholderData || full.data.askedAt >= quick.data.askedAt);
