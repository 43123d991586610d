/** How long data stays fresh and when to ask again: live notices say what changed, outages are waited out. */
import { QueryClient } from '@tanstack/react-query';
import { isOutage } from './outage.ts';

const STALE_MS = 10_000;
const LONGEST_RETRY_MS = 5000;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        // The server is often on this machine: it answers without an internet connection.
        networkMode: 'always',
        retry: (_failures, error) => isOutage(error),
        retryDelay: (failures) => Math.min(LONGEST_RETRY_MS, 1000 * 2 ** failures),
      },
      mutations: { networkMode: 'always' },
    },
  });
}
