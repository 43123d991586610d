import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { isOutage } from './outage.ts';

/** The outage behind the back of a page that still shows older answers, if any. */
export function useOutage(): Error | null {
  const cache = useQueryClient().getQueryCache();
  return useSyncExternalStore(
    (listener) => cache.subscribe(listener),
    () => {
      const waiting = cache.getAll().find((query) => query.isActive() && isStale(query.state));
      return waiting?.state.fetchFailureReason ?? null;
    },
  );
}

const isStale = (state: { data: unknown; fetchFailureReason: unknown }): boolean =>
  state.data !== undefined && isOutage(state.fetchFailureReason);
