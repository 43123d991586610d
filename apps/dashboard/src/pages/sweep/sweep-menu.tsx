/** What can be done with a sweep besides running it: edit, copy and archive. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SweepSummary } from '@yoto/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { apiClient } from '../../api/api-client.ts';
import { keys } from '../../api/query-keys.ts';
import { ActionError } from '../../components/error-panel.tsx';
import { Menu } from '../../components/menu.tsx';
import { DuplicateDialog } from './duplicate-dialog.tsx';
import { EditSweepDialog } from './edit-sweep-dialog.tsx';

/** `small`: in a row of a list, where no button beside it leads to the form. */
export function SweepMenu({ sweep, small = false }: { sweep: SweepSummary; small?: boolean }) {
  const queryClient = useQueryClient();
  const [dialog, setDialog] = useState<'edit' | 'duplicate'>();
  const close = () => setDialog(undefined);
  const { mutate: archive, error } = useMutation({
    mutationFn: (archived: boolean) => apiClient.editSweep({ params: { id: sweep.id }, body: { archived } }),
    onSuccess: () => {
      for (const queryKey of [keys.sweeps, keys.sweep(sweep.id)])
        void queryClient.invalidateQueries({ queryKey });
    },
  });
  const archived = sweep.archivedAt !== null;
  return (
    <>
      <ActionError error={error} />
      <Menu label={small ? `More about ${sweep.name}` : 'More actions'} small={small}>
        <button type="button" className="menu-item" onClick={() => setDialog('edit')}>
          Edit details…
        </button>
        <button type="button" className="menu-item" onClick={() => setDialog('duplicate')}>
          Duplicate…
        </button>
        {small && (
          <Link className="menu-item" to={`/sweeps/new?from=${sweep.id}`}>
            Edit as new
          </Link>
        )}
        <button type="button" className="menu-item" onClick={() => archive(!archived)}>
          {archived ? 'Take out of the archive' : 'Archive'}
        </button>
      </Menu>
      {dialog === 'edit' && <EditSweepDialog sweep={sweep} onClose={close} />}
      {dialog === 'duplicate' && <DuplicateDialog sweep={sweep} onClose={close} />}
    </>
  );
}
