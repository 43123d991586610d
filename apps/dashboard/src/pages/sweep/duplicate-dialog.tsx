/** The dialog that submits the jobs of a sweep once more, under another name. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { labelChanges, type SweepSummary } from '@yoto/core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { apiClient } from '../../api/api-client.ts';
import { keys } from '../../api/query-keys.ts';
import { ActionError } from '../../components/error-panel.tsx';
import { Modal } from '../../components/modal.tsx';
import { SweepNameField } from '../../components/sweep-name-field.tsx';
import { copyName } from '../../format/copy-name.ts';
import { formatPlural } from '../../format/numbers.ts';
import { jobTotal } from '../../format/sweep-state.ts';
import { draftFromSpec } from '../../spec-form/draft-from-spec.ts';

export function DuplicateDialog({ sweep, onClose }: { sweep: SweepSummary; onClose: () => void }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState(copyName(sweep.name));
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => duplicate(sweep, name),
    onSuccess: (created) => {
      void queryClient.invalidateQueries({ queryKey: keys.sweeps });
      onClose();
      void navigate(`/sweeps/${created.id}`);
    },
  });
  return (
    <Modal
      title="Duplicate sweep"
      confirmLabel={isPending ? 'Submitting…' : `Submit ${formatPlural(jobTotal(sweep), 'job')}`}
      busy={isPending}
      onConfirm={() => mutate()}
      onClose={onClose}
    >
      <ActionError error={error} />
      <p>
        The same jobs are submitted again, as a new sweep. To change something first, choose “Edit as new”.
      </p>
      <SweepNameField label="Name of the new sweep" value={name} onChange={setName} />
    </Modal>
  );
}

/** The copy has the labels that the sweep has now, which may not be those of its spec. */
async function duplicate({ id, labels }: SweepSummary, name: string) {
  const { spec } = await apiClient.getSweep({ params: { id } });
  const created = await apiClient.createSweep({ body: { spec: { ...draftFromSpec(spec), name } } });
  const changes = labelChanges(created.labels, labels);
  if (Object.keys(changes).length > 0)
    await apiClient.editSweep({ params: { id: created.id }, body: { labels: changes } });
  return created;
}
