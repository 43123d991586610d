import type { JobDetail } from '@yoto/core';
import { Age } from '../../components/age.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { formatBytes, formatCount, formatNumber } from '../../format/numbers.ts';

type Checkpoint = JobDetail['checkpoints'][number];

/** The checkpoints that are kept: the newest few and the best. */
export function CheckpointsTable({ checkpoints }: { checkpoints: readonly Checkpoint[] }) {
  if (checkpoints.length === 0) return <p className="hint pad">None yet.</p>;
  return (
    <DataTable
      label="Checkpoints"
      columns={checkpointColumns(bestCheckpoint(checkpoints))}
      rows={checkpoints}
      rowKey={({ step, attempt }) => `${attempt}:${step}`}
    />
  );
}

const checkpointColumns = (best: Checkpoint | undefined): Column<Checkpoint>[] => [
  {
    name: 'Step',
    heading: true,
    cell: (checkpoint) => (
      <span className="with-mark">
        Step {formatCount(checkpoint.step)} {checkpoint === best && <BestMark />}
      </span>
    ),
  },
  { name: 'Score', numeric: true, cell: ({ score }) => formatNumber(score) },
  { name: 'Size', numeric: true, cell: ({ bytes }) => formatBytes(bytes) },
  { name: 'Attempt', numeric: true, cell: ({ attempt }) => attempt },
  {
    name: 'SHA-256',
    cell: ({ sha256 }) => (
      <code className="nowrap" title={sha256}>
        {sha256.slice(0, 12)}
      </code>
    ),
  },
  { name: 'Written', cell: ({ createdAt }) => <Age of={createdAt} /> },
];

function BestMark() {
  return (
    <span className="badge badge-completed" title="The least score: kept however old it is">
      <span aria-hidden="true" className="badge-mark">
        ★
      </span>
      best
    </span>
  );
}

/** The checkpoint with the least score, which is kept however old it is; undefined while none has a score. */
export function bestCheckpoint(checkpoints: readonly Checkpoint[]): Checkpoint | undefined {
  const best = Math.min(...checkpoints.map(({ score }) => score ?? Number.POSITIVE_INFINITY));
  return checkpoints.find(({ score }) => score === best);
}
