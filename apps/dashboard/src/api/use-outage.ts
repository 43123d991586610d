import { type QueryState, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { isOutage } from './outage.ts';
import { keys } from './queries.ts';

/** The outage behind the back of a page that still shows older answers, or needs none, if any. */
export function useOutage(): Error | null {
  const cache = useQueryClient().getQueryCache();
  return useSyncExternalStore(
    (listener) => cache.subscribe(listener),
    () => hiddenOutage(cache.getAll().filter((query) => query.isActive())),
  );
}

interface ActiveQuery {
  queryKey: readonly unknown[];
  state: Pick<QueryState, 'data' | 'fetchFailureReason'>;
}

/** A page says itself why its first answer is missing, but not that what it shows is old. */
export function hiddenOutage(active: readonly ActiveQuery[]): Error | null {
  const waiting = active.find(
    ({ queryKey, state }) =>
      isOutage(state.fetchFailureReason) && (state.data !== undefined || queryKey[0] === keys.readiness[0]),
  );
  return (waiting?.state.fetchFailureReason as Error | undefined) ?? null;
}
