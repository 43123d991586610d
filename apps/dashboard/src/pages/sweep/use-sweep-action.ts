import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import type { SweepDetail } from '@yoto/core';
import { useNavigate } from 'react-router';
import { apiClient } from '../../api/api-client.ts';
import { keys } from '../../api/query-keys.ts';
import { whileLeaving } from '../../api/refresh-buffer.ts';
import { type Action, useAction } from '../../api/use-action.ts';

type SweepRequest =
  | { verb: 'pause' | 'resume' | 'cancel' | 'delete' }
  | { verb: 'retry'; cancelled: boolean };
export type SweepAction = Action<SweepRequest>;

/** What can be asked of a sweep; after a deletion its page gives way to the list. */
export function useSweepAction(id: string): SweepAction {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useAction({
    ask: (request) => askFor(id, request, queryClient),
    onDone: async (sweep) => {
      if (!sweep) void navigate('/sweeps', { replace: true });
      else {
        const queryKey = keys.sweepDetail(id);
        await queryClient.cancelQueries({ queryKey });
        queryClient.setQueryData<SweepDetail>(queryKey, sweep);
        void queryClient.invalidateQueries({ queryKey: keys.sweep(id) });
      }
      void queryClient.invalidateQueries({ queryKey: keys.sweeps });
    },
    outdated: keys.sweep(id),
  });
}

/** The sweep afterwards, or undefined once it is deleted. */
async function askFor(
  id: string,
  request: SweepRequest,
  queryClient: QueryClient,
): Promise<SweepDetail | undefined> {
  const params = { id };
  switch (request.verb) {
    case 'pause':
      return apiClient.pauseSweep({ params });
    case 'resume':
      return apiClient.resumeSweep({ params });
    case 'cancel':
      return apiClient.cancelSweep({ params });
    case 'retry':
      return apiClient.retrySweep({ params, body: { cancelled: request.cancelled } });
    case 'delete':
      await whileLeaving(queryClient, keys.sweep(id), () => apiClient.deleteSweep({ params }));
      return undefined;
  }
}
