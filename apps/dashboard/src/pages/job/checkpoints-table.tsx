import type { JobDetail } from '@yoto/core';
import { Age } from '../../components/age.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { formatBytes, formatCount } from '../../format/numbers.ts';

type Checkpoint = JobDetail['checkpoints'][number];

const COLUMNS: readonly Column<Checkpoint>[] = [
  { name: 'Step', heading: true, cell: ({ step }) => `Step ${formatCount(step)}` },
  { name: 'Size', numeric: true, cell: ({ bytes }) => formatBytes(bytes) },
  { name: 'Attempt', numeric: true, cell: ({ attempt }) => attempt },
  { name: 'SHA-256', cell: ({ sha256 }) => <code title={sha256}>{sha256.slice(0, 12)}</code> },
  { name: 'Written', cell: ({ createdAt }) => <Age of={createdAt} /> },
];

export function CheckpointsTable({ checkpoints }: { checkpoints: readonly Checkpoint[] }) {
  if (checkpoints.length === 0) return <p className="hint pad">None yet.</p>;
  return (
    <DataTable
      label="Checkpoints"
      columns={COLUMNS}
      rows={checkpoints}
      rowKey={({ step, attempt }) => `${attempt}:${step}`}
    />
  );
}
