import type { SweepDetail } from '@yoto/core';
import { Link } from 'react-router';
import { ActionButton } from '../../components/action-button.tsx';
import { ConfirmButton } from '../../components/confirm-button.tsx';
import { ActionError } from '../../components/error-panel.tsx';
import { FavouriteButton } from '../../components/favourite-button.tsx';
import { formatPlural } from '../../format/numbers.ts';
import { changeable } from '../../format/sweep-state.ts';
import { compareSweepsAddress } from '../compare-sweeps/compared-of.ts';
import { RetryAction } from './retry-action.tsx';
import { SweepMenu } from './sweep-menu.tsx';
import { type SweepAction, useSweepAction } from './use-sweep-action.ts';

export function SweepActions({ sweep }: { sweep: SweepDetail }) {
  const action = useSweepAction(sweep.id);
  const can = changeable(sweep);
  return (
    <>
      <ActionError error={action.error} />
      <PauseAndResume can={can} action={action} />
      <RetryAction failed={can.retryFailed} cancelled={can.retryCancelled} action={action} />
      {sweep.doneSteps > 0 && (
        <Link className="button" to={`/sweeps/${sweep.id}/explore`}>
          Explore
        </Link>
      )}
      <Link className="button" to={compareSweepsAddress([sweep.id])}>
        Compare
      </Link>
      <Link className="button" to={`/sweeps/new?from=${sweep.id}`}>
        Edit as new
      </Link>
      <End can={can} action={action} />
      <FavouriteButton sweep={sweep} />
      <SweepMenu sweep={sweep} />
    </>
  );
}

interface Parts {
  can: ReturnType<typeof changeable>;
  action: SweepAction;
}

const HOLD = {
  pause: { label: 'Pause', pendingLabel: 'Pausing…' },
  resume: { label: 'Resume', pendingLabel: 'Resuming…' },
} as const;

/** Where one of the two is offered it is always the same button, so that the keyboard's focus stays on it. */
function PauseAndResume({ can, action }: Parts) {
  const button = (verb: 'pause' | 'resume', key: string) => (
    <ActionButton
      key={key}
      {...HOLD[verb]}
      title={`${formatPlural(can[verb], 'job')} ${verb === 'pause' ? 'would wait until they are resumed' : 'would go on from the last checkpoint'}`}
      primary={verb === 'resume'}
      pending={action.pending?.verb === verb}
      busy={action.pending !== undefined}
      onClick={() => action.run({ verb })}
    />
  );
  if (can.pause > 0)
    return (
      <>
        {button('pause', 'first')}
        {can.resume > 0 && button('resume', 'second')}
      </>
    );
  return <>{can.resume > 0 && button('resume', 'first')}</>;
}

/**
 * Cancels a sweep that has something left to do; deletes one that has not. Two buttons for React (`key`): a sweep may
 * end while the question is open, and a question must never become another one under the pointer.
 */
function End({ can, action }: Parts) {
  const busy = action.pending !== undefined;
  if (can.cancel > 0)
    return (
      <ConfirmButton
        key="cancel"
        label="Cancel sweep"
        question="Cancel this sweep?"
        explanation={`${formatPlural(can.cancel, 'job')} that ${can.cancel === 1 ? 'has' : 'have'} not ended will stop. Results so far and checkpoints stay; a cancelled job can be retried and goes on from its last checkpoint.${can.pause > 0 ? ' To free the devices only for a while, pause the sweep instead.' : ''}`}
        confirmLabel="Cancel the sweep"
        dismissLabel="Keep it"
        pendingLabel="Cancelling…"
        pending={action.pending?.verb === 'cancel'}
        busy={busy}
        onConfirm={() => action.run({ verb: 'cancel' })}
      />
    );
  return (
    <ConfirmButton
      key="delete"
      label="Delete"
      question="Delete this sweep?"
      explanation={`The sweep and its ${formatPlural(can.delete, 'job')} are forgotten for good, with all curves, evaluations and checkpoints. Stored files go with the next garbage collection. This cannot be undone.`}
      confirmLabel="Delete the sweep"
      dismissLabel="Keep it"
      pendingLabel="Deleting…"
      pending={action.pending?.verb === 'delete'}
      busy={busy}
      onConfirm={() => action.run({ verb: 'delete' })}
    />
  );
}
