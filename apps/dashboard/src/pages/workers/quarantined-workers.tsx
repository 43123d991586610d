import { useQueryClient } from '@tanstack/react-query';
import type { WorkerDetail } from '@yoto/core';
import { apiClient } from '../../api/api-client.ts';
import { keys } from '../../api/queries.ts';
import { useAction } from '../../api/use-action.ts';
import { useNow } from '../../api/use-now.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { ActionError } from '../../components/error-panel.tsx';
import { Section } from '../../components/page.tsx';
import { formatDuration, formatMoment } from '../../format/time.ts';

/** Workers that get no jobs, why, and the way to trust them again. */
export function QuarantinedWorkers({ workers }: { workers: readonly WorkerDetail[] }) {
  if (workers.length === 0) return null;
  return (
    <Section
      title="Quarantined"
      className="card-flush"
      hint="Jobs kept failing on these workers through no fault of their own. They get no more until somebody has looked and releases them."
    >
      <DataTable label="Quarantined workers" columns={COLUMNS} rows={workers} rowKey={({ id }) => id} />
    </Section>
  );
}

const COLUMNS: readonly Column<WorkerDetail>[] = [
  {
    name: 'Worker',
    heading: true,
    cell: ({ name, host }) => (
      <>
        {name} <span className="muted">on {host}</span>
      </>
    ),
  },
  { name: 'Reason', wide: true, cell: ({ quarantineReason }) => quarantineReason ?? 'Not recorded' },
  { name: 'For', cell: ({ quarantinedAt }) => quarantinedAt && <HowLong since={quarantinedAt} /> },
  { name: 'Action', cell: (worker) => <Release worker={worker} /> },
];

function HowLong({ since }: { since: string }) {
  const now = useNow();
  return (
    <time dateTime={since} title={`Since ${formatMoment(since)}`}>
      {formatDuration(now - Date.parse(since))}
    </time>
  );
}

function Release({ worker: { id, name } }: { worker: WorkerDetail }) {
  const queryClient = useQueryClient();
  const action = useAction({
    ask: (_verb: 'release') => apiClient.releaseWorker({ params: { id } }),
    onDone: async (released) => {
      await queryClient.cancelQueries({ queryKey: keys.workers });
      queryClient.setQueryData<{ items: WorkerDetail[] }>(
        keys.workers,
        (shown) => shown && { items: shown.items.map((one) => (one.id === id ? released : one)) },
      );
      void queryClient.invalidateQueries({ queryKey: keys.workers });
    },
    outdated: keys.workers,
  });
  const pending = action.pending !== undefined;
  return (
    <>
      <ActionButton
        label="Release"
        of={name}
        pendingLabel="Releasing…"
        title={`Let ${name} take jobs again`}
        small
        pending={pending}
        busy={pending}
        onClick={() => action.run('release')}
      />
      <ActionError error={action.error} />
    </>
  );
}
