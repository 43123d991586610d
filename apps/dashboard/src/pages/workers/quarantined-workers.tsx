import type { WorkerDetail } from '@yoto/core';
import { useNow } from '../../api/use-now.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Section } from '../../components/page.tsx';
import { formatDuration, formatMoment } from '../../format/time.ts';
import { WorkerActions } from './worker-actions.tsx';

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
  { name: 'Action', cell: (worker) => <WorkerActions worker={worker} verbs={['release']} /> },
];

function HowLong({ since }: { since: string }) {
  const now = useNow();
  return (
    <time dateTime={since} title={`Since ${formatMoment(since)}`}>
      {formatDuration(now - Date.parse(since))}
    </time>
  );
}
