import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { apiClient } from './api-client.ts';
import { setLiveConnection } from './live-connection.ts';
import { noticeKeys } from './notice-keys.ts';
import { keys } from './query-keys.ts';
import { RefreshBuffer } from './refresh-buffer.ts';

const SOON_MS = 1000;
const LATER_MS = 4000;

/** Keeps what is on the page fresh by the server's notices: of everything, or of one sweep once it is known. */
export function useLiveUpdates(of: 'everything' | { sweepId: string | undefined }): void {
  const queryClient = useQueryClient();
  const everything = of === 'everything';
  const sweepId = everything ? undefined : of.sweepId;
  useEffect(() => {
    if (!everything && sweepId === undefined) return;
    const abort = new AbortController();
    const soon = new RefreshBuffer(queryClient, SOON_MS);
    const later = new RefreshBuffer(queryClient, LATER_MS);
    const live = apiClient.live({
      sweepId,
      signal: abort.signal,
      onConnection: (state) => {
        setLiveConnection(state);
        if (state !== 'open') soon.add([keys.readiness]);
      },
      onNotice: (notice) => {
        const refresh = noticeKeys(notice);
        soon.add(refresh.soon);
        later.add(refresh.later);
      },
    });
    // Refused for good (the sweep does not exist): the page's own queries say so.
    live.catch(() => setLiveConnection('off'));
    return () => {
      abort.abort();
      soon.stop();
      later.stop();
      setLiveConnection('off');
    };
  }, [queryClient, everything, sweepId]);
}
