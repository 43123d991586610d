import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SweepDetail } from '@yoto/core';
import { Link } from 'react-router';
import { apiClient } from '../../api/api-client.ts';
import { keys } from '../../api/queries.ts';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { InlineError } from '../../components/error-panel.tsx';
import { formatPlural } from '../../format/numbers.ts';
import { isActive } from '../../format/sweep-state.ts';

export function SweepActions({ sweep }: { sweep: SweepDetail }) {
  const queryClient = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => apiClient.cancelSweep({ params: { id: sweep.id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.sweep(sweep.id) }),
  });
  const unfinished = sweep.jobCounts.running + sweep.jobCounts.queued;
  return (
    <>
      <InlineError error={cancel.error} />
      <Link className="button" to={`/sweeps/new?from=${sweep.id}`}>
        Run again
      </Link>
      {isActive(sweep) && (
        <ConfirmButton
          label="Cancel sweep"
          question="Cancel this sweep?"
          explanation={`${formatPlural(unfinished, 'job')} that ${unfinished === 1 ? 'has' : 'have'} not ended will stop. Results so far and checkpoints stay; a cancelled job can be retried and goes on from its last checkpoint.`}
          confirmLabel="Cancel the sweep"
          busy={cancel.isPending}
          onConfirm={() => cancel.mutate()}
        />
      )}
    </>
  );
}
