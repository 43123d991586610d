/** Questions about how methods compare, within a sweep and across several. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { SweepComparison } from '@yoto/core';
import { apiClient } from './api-client.ts';

import { keys } from './query-keys.ts';

const HISTORY_STALE_MS = 30_000;

/** What a comparison is asked for; left out: the task's own axes, and no slice. */
export interface ComparisonChoice {
  x?: string | undefined;
  y?: string | undefined;
  slice?: string | undefined;
  base?: string | undefined;
}

/** Of two answers the one that was asked for later has the newer data, whichever came first. */
export interface AskedComparison {
  /** In milliseconds since the epoch. */
  askedAt: number;
  comparison: SweepComparison;
}

const compared = async (
  id: string,
  query: ComparisonChoice & { intervals?: 'ready' },
  signal: AbortSignal,
): Promise<AskedComparison> => {
  const askedAt = Date.now();
  return { askedAt, comparison: await apiClient.getSweepComparison({ params: { id }, query }, { signal }) };
};

/**
 * How the methods compare, with intervals where the server has them already: quick. What is there stays until another choice's
 * answer has come.
 */
export const pointsQuery = (id: string, choice: ComparisonChoice) =>
  queryOptions({
    queryKey: [...keys.points(id), choice],
    queryFn: ({ signal }) => compared(id, { ...choice, intervals: 'ready' }, signal),
    placeholderData: keepPreviousData,
  });

/** The same with intervals over seeds, which take a while. */
export const comparisonQuery = (id: string, choice: ComparisonChoice) =>
  queryOptions({
    queryKey: [...keys.comparison(id), choice],
    queryFn: ({ signal }) => compared(id, choice, signal),
    placeholderData: keepPreviousData,
  });

/** The same as it was after some step. */
export const historyQuery = (id: string, choice: ComparisonChoice, step: number) =>
  queryOptions({
    queryKey: [...keys.history(id), choice, step],
    queryFn: ({ signal }) =>
      apiClient.getSweepComparison(
        { params: { id }, query: { ...choice, intervals: 'no', step } },
        { signal },
      ),
    placeholderData: keepPreviousData,
    // Jobs that are behind may still reach the step.
    staleTime: HISTORY_STALE_MS,
  });

/** The steps at which jobs were evaluated. */
export const evaluatedStepsQuery = (id: string) =>
  queryOptions({
    queryKey: keys.evaluatedSteps(id),
    queryFn: ({ signal }) => apiClient.getEvaluatedSteps({ params: { id } }, { signal }),
    staleTime: HISTORY_STALE_MS,
    refetchInterval: HISTORY_STALE_MS,
  });

/** How groups of several sweeps compare; `of`: as the address of the page has them, `id` or `id:group`. */
export const severalSweepsQuery = (
  of: readonly string[],
  choice: ComparisonChoice,
  intervals: 'yes' | 'ready',
) =>
  queryOptions({
    queryKey: [...keys.severalSweeps, of, choice, intervals],
    queryFn: async ({ signal }) => {
      const askedAt = Date.now();
      const query = { ...choice, of: [...of], intervals };
      return { askedAt, comparison: await apiClient.compareSweeps({ query }, { signal }) };
    },
    placeholderData: keepPreviousData,
    // No notice names several sweeps.
    refetchInterval: ({ state }) => (state.data?.comparison.complete === false ? 20_000 : false),
  });

/** The newest sweeps that fit a search, for somebody to choose from. */
export const sweepChoicesQuery = (search: string, task: string | undefined) =>
  queryOptions({
    queryKey: [...keys.sweeps, 'choices', search, task ?? null],
    queryFn: ({ signal }) =>
      apiClient.listSweeps(
        {
          query: { limit: 8, ...(search === '' ? {} : { search }), ...(task === undefined ? {} : { task }) },
        },
        { signal },
      ),
    placeholderData: keepPreviousData,
  });
