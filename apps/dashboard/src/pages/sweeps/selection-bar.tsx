/** What can be done with all selected sweeps at once. */
import type { BulkRequest, SweepSummary } from '@yoto/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Action } from '../../api/use-action.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Modal } from '../../components/modal.tsx';
import { formatPlural } from '../../format/numbers.ts';
import { changeable } from '../../format/sweep-state.ts';
import { compareSweepsAddress } from '../compare-sweeps/compared-of.ts';
import { LabelDialog } from './label-dialog.tsx';

interface SelectionBarProps {
  sweeps: readonly SweepSummary[];
  action: Action<BulkRequest>;
  onClear: () => void;
}

export function SelectionBar({ sweeps, action, onClear }: SelectionBarProps) {
  const [asking, setAsking] = useState<'label' | 'cancel' | 'delete'>();
  const ids = sweeps.map(({ id }) => id);
  const can = sweeps.map(changeable);
  const jobs = (verb: 'pause' | 'resume' | 'cancel') => can.reduce((sum, one) => sum + one[verb], 0);
  const archived = sweeps.every((sweep) => sweep.archivedAt !== null);
  const { pending } = action;
  const busy = pending !== undefined;
  const simple = (verb: 'pause' | 'resume', label: string, pendingLabel: string) =>
    jobs(verb) > 0 && (
      <ActionButton
        small
        label={label}
        pendingLabel={pendingLabel}
        title={formatPlural(jobs(verb), 'job')}
        pending={pending?.action === verb}
        busy={busy}
        onClick={() => action.run({ action: verb, ids })}
      />
    );
  const opens = (what: 'label' | 'cancel' | 'delete', label: string) => (
    <button
      type="button"
      className={what === 'label' ? 'button button-small' : 'button button-small button-danger'}
      aria-disabled={busy}
      onClick={() => !busy && setAsking(what)}
    >
      {label}
    </button>
  );
  return (
    <section className="selection-bar" aria-label="Selected sweeps">
      <strong>{sweeps.length} selected</strong>
      {sweeps.length > 1 && new Set(sweeps.map(({ taskId }) => taskId)).size === 1 && (
        <Link className="button button-small" to={compareSweepsAddress(ids)}>
          Compare
        </Link>
      )}
      {simple('pause', 'Pause', 'Pausing…')}
      {simple('resume', 'Resume', 'Resuming…')}
      {opens('label', 'Label…')}
      <ActionButton
        small
        label={archived ? 'Take out of the archive' : 'Archive'}
        pendingLabel={archived ? 'Taking out…' : 'Archiving…'}
        pending={pending?.action === 'edit'}
        busy={busy}
        onClick={() => action.run({ action: 'edit', ids, changes: { archived: !archived } })}
      />
      {jobs('cancel') > 0 && opens('cancel', 'Cancel…')}
      {can.some((one) => one.delete > 0) && opens('delete', 'Delete…')}
      <button type="button" className="button button-small button-plain" onClick={onClear}>
        Clear{' '}
        <span className="key" aria-hidden="true">
          Esc
        </span>
      </button>
      {asking === 'label' && (
        <LabelDialog
          sweeps={sweeps}
          onLabels={(labels) => action.run({ action: 'edit', ids, changes: { labels } })}
          onClose={() => setAsking(undefined)}
        />
      )}
      {(asking === 'cancel' || asking === 'delete') && (
        <EndDialog
          verb={asking}
          sweeps={sweeps}
          onConfirm={() => action.run({ action: asking, ids })}
          onClose={() => setAsking(undefined)}
        />
      )}
    </section>
  );
}

interface EndDialogProps {
  verb: 'cancel' | 'delete';
  sweeps: readonly SweepSummary[];
  onConfirm: () => void;
  onClose: () => void;
}

function EndDialog({ verb, sweeps, onConfirm, onClose }: EndDialogProps) {
  const count = formatPlural(sweeps.length, 'sweep');
  const unended = sweeps.filter((sweep) => changeable(sweep).cancel > 0);
  const jobs = sweeps.reduce((sum, sweep) => sum + changeable(sweep)[verb], 0);
  return (
    <Modal
      title={verb === 'cancel' ? `Cancel ${count}?` : `Delete ${count}?`}
      confirmLabel={verb === 'cancel' ? `Cancel ${count}` : `Delete ${count}`}
      dismissLabel={sweeps.length === 1 ? 'Keep it' : 'Keep them'}
      tone="danger"
      busy={false}
      onConfirm={() => {
        onConfirm();
        onClose();
      }}
      onClose={onClose}
    >
      {verb === 'cancel' ? (
        <p>
          {formatPlural(jobs, 'job')} that {jobs === 1 ? 'has' : 'have'} not ended will stop. Results so far
          and checkpoints stay.
        </p>
      ) : (
        <p>
          {formatPlural(jobs, 'job')} with all curves, evaluations and checkpoints are forgotten for good.
          This cannot be undone; archiving keeps everything.
        </p>
      )}
      {verb === 'delete' && unended.length > 0 && (
        <p className="hint">
          {unended.length === 1 ? 'One has jobs that have' : `${unended.length} have jobs that have`} not
          ended and will be left: cancel first.
        </p>
      )}
    </Modal>
  );
}
