import { useState } from 'react';
import { ActionButton } from '../../components/action-button.tsx';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { Toggle } from '../../components/segmented.tsx';
import { formatPlural } from '../../format/numbers.ts';
import type { SweepAction } from './use-sweep-action.ts';

interface RetryActionProps {
  /** Jobs that have failed, and jobs that were cancelled. */
  failed: number;
  cancelled: number;
  action: SweepAction;
}

/** Runs failed jobs again, and no other; where some were cancelled, it asks whether to take them along. */
export function RetryAction({ failed, cancelled, action }: RetryActionProps) {
  const [both, setBoth] = useState(false);
  const pending = action.pending?.verb === 'retry';
  const busy = action.pending !== undefined;
  const words = { pendingLabel: 'Retrying…', pending, busy };
  if (failed + cancelled === 0) return null;
  if (failed === 0 || cancelled === 0)
    return (
      <ActionButton
        {...words}
        label={failed > 0 ? `Retry ${failed} failed` : `Retry ${cancelled} cancelled`}
        title="They go on from their last checkpoints; completed jobs are left alone"
        onClick={() => action.run({ verb: 'retry', cancelled: failed === 0 })}
      />
    );
  return (
    <ConfirmButton
      {...words}
      tone="plain"
      label={`Retry ${failed} failed…`}
      question={`Retry ${formatPlural(failed, 'failed job')}?`}
      explanation={
        <>
          <p>They go on from their last checkpoints. Completed jobs are left alone.</p>
          <Toggle
            label={`Also the ${formatPlural(cancelled, 'cancelled job')}`}
            checked={both}
            onChange={setBoth}
          />
        </>
      }
      confirmLabel={`Retry ${formatPlural(both ? failed + cancelled : failed, 'job')}`}
      dismissLabel="Not now"
      onConfirm={() => action.run({ verb: 'retry', cancelled: both })}
    />
  );
}
