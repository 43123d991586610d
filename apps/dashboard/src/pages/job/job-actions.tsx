import { useQueryClient } from '@tanstack/react-query';
import { isTerminal, type JobDetail, type JobState, type JobSummary } from '@yoto/core';
import { Link } from 'react-router';
import { apiClient } from '../../api/api-client.ts';
import { keys } from '../../api/query-keys.ts';
import { type Action, useAction } from '../../api/use-action.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { ActionError } from '../../components/error-panel.tsx';

type Verb = 'pause' | 'resume' | 'retry' | 'cancel';

const ASK: Record<Verb, (request: { params: { id: string } }) => Promise<JobSummary>> = {
  pause: apiClient.pauseJob,
  resume: apiClient.resumeJob,
  retry: apiClient.retryJob,
  cancel: apiClient.cancelJob,
};

export function JobActions({ job }: { job: JobDetail }) {
  const action = useJobAction(job);
  const busy = action.pending !== undefined;
  return (
    <>
      <ActionError error={action.error} />
      {job.checkpoints.length > 0 && (
        <Link className="button" to={`/sweeps/${job.sweepId}/explore?job=${job.id}`}>
          Explore
        </Link>
      )}
      <MainAction state={job.state} action={action} />
      {!isTerminal(job.state) && (
        <ConfirmButton
          label="Cancel job"
          question="Cancel this job?"
          explanation={`It stops. Its results so far and its checkpoints stay, and a retry goes on from the last checkpoint.${MAIN[job.state] === 'pause' ? ' To free the device only for a while, pause it instead.' : ''}`}
          confirmLabel="Cancel the job"
          dismissLabel="Keep it"
          pendingLabel="Cancelling…"
          pending={action.pending === 'cancel'}
          busy={busy}
          onConfirm={() => action.run('cancel')}
        />
      )}
    </>
  );
}

const MAIN: Record<JobState, 'pause' | 'resume' | 'retry' | undefined> = {
  queued: 'pause',
  running: 'pause',
  pausing: 'resume',
  paused: 'resume',
  failed: 'retry',
  cancelled: 'retry',
  completed: undefined,
};

const WORDS = {
  pause: {
    label: 'Pause',
    pendingLabel: 'Pausing…',
    title: 'Write a checkpoint and give the device back; nothing is lost',
  },
  resume: { label: 'Resume', pendingLabel: 'Resuming…', title: 'Go on from the last checkpoint' },
  retry: { label: 'Retry', pendingLabel: 'Retrying…', title: 'Run again from the last checkpoint' },
} as const;

/** One button that changes its word with the state, so that the keyboard's focus stays on it. */
function MainAction({ state, action }: { state: JobState; action: Action<Verb> }) {
  const verb = MAIN[state];
  if (!verb) return null;
  return (
    <ActionButton
      {...WORDS[verb]}
      primary={verb !== 'pause'}
      pending={action.pending === verb}
      busy={action.pending !== undefined}
      onClick={() => action.run(verb)}
    />
  );
}

function useJobAction({ id, sweepId }: JobDetail): Action<Verb> {
  const queryClient = useQueryClient();
  return useAction({
    ask: (verb) => ASK[verb]({ params: { id } }),
    onDone: async (summary) => {
      const queryKey = keys.jobDetail(id);
      await queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData<JobDetail>(queryKey, (shown) => shown && { ...shown, ...summary });
      for (const changed of [queryKey, keys.sweep(sweepId), keys.sweeps])
        void queryClient.invalidateQueries({ queryKey: changed });
    },
    outdated: keys.jobDetail(id),
  });
}
