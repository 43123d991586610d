/** The dialog that renames, describes and labels a sweep, and changes the priority of its jobs. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { labelChanges, type SweepChanges, type SweepSummary } from '@yoto/core';
import { useId, useState } from 'react';
import { apiClient } from '../../api/api-client.ts';
import { keys } from '../../api/query-keys.ts';
import { ActionError } from '../../components/error-panel.tsx';
import { LabelsEditor } from '../../components/labels-editor.tsx';
import { Modal } from '../../components/modal.tsx';
import { SweepNameField } from '../../components/sweep-name-field.tsx';

interface EditSweepDialogProps {
  sweep: SweepSummary;
  onClose: () => void;
}

export function EditSweepDialog({ sweep, onClose }: EditSweepDialogProps) {
  const queryClient = useQueryClient();
  const [name, setName] = useState(sweep.name);
  const [description, setDescription] = useState(sweep.description);
  const [labels, setLabels] = useState(sweep.labels);
  const [priority, setPriority] = useState(sweep.priority === null ? '' : String(sweep.priority));
  const id = useId();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (body: SweepChanges) => apiClient.editSweep({ params: { id: sweep.id }, body }),
    onSuccess: () => {
      for (const queryKey of [keys.sweeps, keys.sweep(sweep.id)])
        void queryClient.invalidateQueries({ queryKey });
      onClose();
    },
  });
  const save = () => {
    const changes = changesOf(sweep, { name, description, labels, priority });
    if (Object.keys(changes).length === 0) onClose();
    else mutate(changes);
  };
  return (
    <Modal
      title="Edit sweep"
      confirmLabel={isPending ? 'Saving…' : 'Save'}
      busy={isPending}
      onConfirm={save}
      onClose={onClose}
    >
      <ActionError error={error} />
      <SweepNameField label="Name" value={name} onChange={setName} />
      <div className="field">
        <label htmlFor={`${id}-description`}>Description</label>
        <textarea
          id={`${id}-description`}
          className="input"
          rows={3}
          maxLength={4000}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
      </div>
      <LabelsEditor value={labels} onChange={setLabels} />
      {sweep.priority !== null && (
        <div className="field">
          <label htmlFor={`${id}-priority`}>Priority</label>
          <input
            id={`${id}-priority`}
            type="number"
            className="input numeric-input"
            min={-100}
            max={100}
            step={1}
            required
            aria-describedby={`${id}-priority-hint`}
            value={priority}
            onChange={(event) => setPriority(event.target.value)}
          />
          <p id={`${id}-priority-hint`} className="hint">
            Of all its jobs that are not completed, from -100 to 100: the highest come first. Jobs that run go
            on.
          </p>
        </div>
      )}
    </Modal>
  );
}

interface Edited extends Pick<SweepSummary, 'name' | 'description' | 'labels'> {
  /** As typed; empty where there is none. */
  priority: string;
}

/** Only what differs, so that what others changed meanwhile stays. */
export function changesOf(sweep: SweepSummary, edited: Edited): SweepChanges {
  const labels = labelChanges(sweep.labels, edited.labels);
  return {
    ...(edited.name !== sweep.name && { name: edited.name }),
    ...(edited.description !== sweep.description && { description: edited.description }),
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(edited.priority !== '' &&
      Number(edited.priority) !== sweep.priority && { priority: Number(edited.priority) }),
  };
}
