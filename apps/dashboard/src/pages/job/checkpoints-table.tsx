import { API_PREFIX, CHECKPOINT_PATH, type JobDetail } from '@yoto/core';
import { serverUrl } from '../../api/base-path.ts';
import { Age } from '../../components/age.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { formatBytes, formatCount, formatNumber } from '../../format/numbers.ts';

type Checkpoint = JobDetail['checkpoints'][number];

/** The checkpoints that are kept: the newest few and the best. */
export function CheckpointsTable({
  jobId,
  checkpoints,
}: {
  jobId: string;
  checkpoints: readonly Checkpoint[];
}) {
  if (checkpoints.length === 0) return <p className="hint pad">None yet.</p>;
  return (
    <DataTable
      label="Checkpoints"
      columns={checkpointColumns(jobId, bestCheckpoint(checkpoints))}
      rows={checkpoints}
      rowKey={({ step, attempt }) => `${attempt}:${step}`}
    />
  );
}

const checkpointColumns = (jobId: string, best: Checkpoint | undefined): Column<Checkpoint>[] => [
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
  {
    name: 'File',
    cell: ({ step, sha256 }) => (
      <a
        href={serverUrl(checkpointPath(jobId, sha256))}
        download={`step-${step}.safetensors`}
        aria-label={`Download the checkpoint of step ${step}`}
      >
        Download
      </a>
    ),
  },
];

const checkpointPath = (jobId: string, sha256: string): string =>
  API_PREFIX + CHECKPOINT_PATH.replace(':id', jobId).replace(':hash', sha256);

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

/** What the job's evaluation and pictures are of, once it is through. */
export const newestCheckpoint = (checkpoints: readonly Checkpoint[]): Checkpoint | undefined =>
  checkpoints.toSorted((one, other) => other.step - one.step || other.attempt - one.attempt)[0];

/** The checkpoint with the least score, which is kept however old it is; undefined while none has a score. */
export function bestCheckpoint(checkpoints: readonly Checkpoint[]): Checkpoint | undefined {
  const best = Math.min(...checkpoints.map(({ score }) => score ?? Number.POSITIVE_INFINITY));
  return checkpoints.find(({ score }) => score === best);
}
