/** Draining a worker, in steps that lose nothing: first it takes no more jobs, then it may hand over those it runs. */
import { useQueryClient } from '@tanstack/react-query';
import type { WorkerDetail } from '@yoto/core';
import { apiClient } from '../../api/api-client.ts';
import { keys } from '../../api/query-keys.ts';
import { type Action, useAction } from '../../api/use-action.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ActionError } from '../../components/error-panel.tsx';

export type WorkerVerb = 'release' | 'drain' | 'hand-over' | 'undrain';

const ASK: Record<WorkerVerb, (params: { id: string }) => Promise<WorkerDetail>> = {
  release: (params) => apiClient.releaseWorker({ params }),
  drain: (params) => apiClient.drainWorker({ params, body: {} }),
  'hand-over': (params) => apiClient.drainWorker({ params, body: { handOver: true } }),
  undrain: (params) => apiClient.undrainWorker({ params }),
};

const WORDS: Record<WorkerVerb, { label: string; pendingLabel: string; title: (name: string) => string }> = {
  release: {
    label: 'Release',
    pendingLabel: 'Releasing…',
    title: (name) => `Let ${name} take jobs again`,
  },
  drain: {
    label: 'Drain',
    pendingLabel: 'Draining…',
    title: (name) => `Give ${name} no more jobs; those it runs end first`,
  },
  'hand-over': {
    label: 'Hand over',
    pendingLabel: 'Handing over…',
    title: (name) => `The jobs of ${name} save a checkpoint, and other workers go on from there`,
  },
  undrain: {
    label: 'Undrain',
    pendingLabel: 'Undraining…',
    title: (name) => `Let ${name} take jobs again`,
  },
};

/** What can be asked of a worker in its state. */
export function workerVerbs({ status, drainingAt, handsOver, runningJobs }: WorkerDetail): WorkerVerb[] {
  if (status === 'lost' || status === 'stopped') return [];
  if (drainingAt === null) return ['drain'];
  return runningJobs.length > 0 && !handsOver ? ['hand-over', 'undrain'] : ['undrain'];
}

interface WorkerActionsProps {
  worker: Pick<WorkerDetail, 'id' | 'name'>;
  verbs: readonly WorkerVerb[];
}

export function WorkerActions({ worker: { id, name }, verbs }: WorkerActionsProps) {
  const action = useWorkerAction(id);
  return (
    <div className="worker-actions">
      {verbs.map((verb) => (
        <ActionButton
          key={verb}
          label={WORDS[verb].label}
          of={name}
          pendingLabel={WORDS[verb].pendingLabel}
          title={WORDS[verb].title(name)}
          small
          pending={action.pending === verb}
          busy={action.pending !== undefined}
          onClick={() => action.run(verb)}
        />
      ))}
      <ActionError error={action.error} />
    </div>
  );
}

function useWorkerAction(id: string): Action<WorkerVerb> {
  const queryClient = useQueryClient();
  return useAction({
    ask: (verb: WorkerVerb) => ASK[verb]({ id }),
    onDone: async (changed) => {
      await queryClient.cancelQueries({ queryKey: keys.workers });
      queryClient.setQueryData<{ items: WorkerDetail[] }>(
        keys.workers,
        (shown) => shown && { items: shown.items.map((one) => (one.id === id ? changed : one)) },
      );
      void queryClient.invalidateQueries({ queryKey: keys.workers });
    },
    outdated: keys.workers,
  });
}
