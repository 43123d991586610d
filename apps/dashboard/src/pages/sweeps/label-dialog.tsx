import { type LabelChanges, labelChanges, type SweepLabels, type SweepSummary } from '@yoto/core';
import { useState } from 'react';
import { LabelsEditor } from '../../components/labels-editor.tsx';
import { Modal } from '../../components/modal.tsx';
import { formatPlural } from '../../format/numbers.ts';

interface LabelDialogProps {
  sweeps: readonly SweepSummary[];
  onLabels: (labels: LabelChanges) => void;
  onClose: () => void;
}

/** Labels of several sweeps: begins with those that all of them have. What is removed there is removed from all. */
export function LabelDialog({ sweeps, onLabels, onClose }: LabelDialogProps) {
  const [before] = useState(() => commonLabels(sweeps));
  const [labels, setLabels] = useState(before);
  return (
    <Modal
      title={`Label ${formatPlural(sweeps.length, 'sweep')}`}
      confirmLabel="Save"
      busy={false}
      onConfirm={() => {
        const changes = labelChanges(before, labels);
        if (Object.keys(changes).length > 0) onLabels(changes);
        onClose();
      }}
      onClose={onClose}
    >
      <LabelsEditor value={labels} onChange={setLabels} />
      {sweeps.length > 1 && <p className="hint">Labels that only some of them have stay as they are.</p>}
    </Modal>
  );
}

const commonLabels = ([first, ...others]: readonly SweepSummary[]): SweepLabels =>
  Object.fromEntries(
    Object.entries(first?.labels ?? {}).filter(([key, value]) =>
      others.every(({ labels }) => labels[key] === value),
    ),
  );
