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
 * How the methods of a sweep compare: first without intervals, which is quick, then with them. Both have one shape, so
 * that the second simply takes the place of the first, as soon as it is of the same choice and no older.
 */
export function useComparison(id: string, choice: ComparisonChoice): QueryState<SweepComparison> {
  return better(useQuery(pointsQuery(id, choice)), useQuery(comparisonQuery(id, choice)));
}

/** The same of groups of several sweeps. */
export function useSeveralSweeps(
  of: readonly string[],
  choice: ComparisonChoice,
): QueryState<SweepComparison> {
  const enabled = of.length > 0;
  return better(
    useQuery({ ...severalSweepsQuery(of, choice, 'no'), enabled }),
    useQuery({ ...severalSweepsQuery(of, choice, 'yes'), enabled }),
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

/** Whether the answer with intervals can be shown: the server may have it at hand and give it before the quick one. */
export const isCurrent = (full: Answer, quick: Answer): boolean =>
  full.data !== undefined &&
  !full.isPlaceholderData &&
  (quick.data === undefined || quick.isPlaceholderData || full.data.askedAt >= quick.data.askedAt);
