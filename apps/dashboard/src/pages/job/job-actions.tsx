import { useMutation, useQueryClient } from '@tanstack/react-query';
import { isTerminal, type JobDetail } from '@yoto/core';
import { apiClient } from '../../api/api-client.ts';
import { keys } from '../../api/queries.ts';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { InlineError } from '../../components/error-panel.tsx';

export function JobActions({ job }: { job: JobDetail }) {
  const queryClient = useQueryClient();
  const request = { params: { id: job.id } };
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: keys.jobDetail(job.id) });
  const cancel = useMutation({ mutationFn: () => apiClient.cancelJob(request), onSuccess });
  const retry = useMutation({ mutationFn: () => apiClient.retryJob(request), onSuccess });
  return (
    <>
      <InlineError error={cancel.error ?? retry.error} />
      {(job.state === 'failed' || job.state === 'cancelled') && (
        <button
          type="button"
          className="button button-primary"
          disabled={retry.isPending}
          onClick={() => retry.mutate()}
        >
          Retry
        </button>
      )}
      {!isTerminal(job.state) && (
        <ConfirmButton
          label="Cancel job"
          question="Cancel this job?"
          explanation="It stops. Its results so far and its checkpoints stay, and a retry goes on from the last checkpoint."
          confirmLabel="Cancel the job"
          busy={cancel.isPending}
          onConfirm={() => cancel.mutate()}
        />
      )}
    </>
  );
}
