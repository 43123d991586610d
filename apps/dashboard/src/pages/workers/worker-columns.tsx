/** What the tables of workers say of each. */
import type { WorkerDetail } from '@yoto/core';
import { Link } from 'react-router';
import { Age } from '../../components/age.tsx';
import type { Column } from '../../components/data-table.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { formatBytes, formatCount, formatPercent, formatRounded, MISSING } from '../../format/numbers.ts';
import { WorkerActions, workerVerbs } from './worker-actions.tsx';

const NAME: Column<WorkerDetail> = {
  name: 'Worker',
  heading: true,
  cell: ({ name, version, host, pid }) => (
    <>
      {name}{' '}
      <span className="muted worker-place">
        {host}, pid {pid}, version {version}
      </span>
    </>
  ),
};
const STATE: Column<WorkerDetail> = { name: 'State', cell: ({ status }) => <StateBadge state={status} /> };
const DEVICE: Column<WorkerDetail> = {
  name: 'Engine and device',
  wide: true,
  cell: ({ engine, device, memoryBytes }) => (
    <>
      {engine}{' '}
      <span className="muted">
        {device}
        {memoryBytes !== null && `, ${formatBytes(memoryBytes)}`}
      </span>
    </>
  ),
};
const ANNOUNCED: Column<WorkerDetail> = {
  name: 'Tasks and labels',
  wide: true,
  cell: (worker) => <Announced worker={worker} />,
};
const HEARTBEAT: Column<WorkerDetail> = {
  name: 'Heartbeat',
  cell: ({ heartbeatAt }) => <Age of={heartbeatAt} />,
};
const LAST_DAY: Column<WorkerDetail> = {
  name: 'Last 24 h',
  help: 'Attempts that ended, and those that failed',
  cell: ({ lastDay }) => <LastDay counts={lastDay} />,
};

export const LIVE_COLUMNS: readonly Column<WorkerDetail>[] = [
  NAME,
  STATE,
  { name: 'Jobs', wide: true, cell: (worker) => <RunningJobs worker={worker} /> },
  DEVICE,
  ANNOUNCED,
  LAST_DAY,
  HEARTBEAT,
  {
    name: 'Action',
    cell: (worker) => <WorkerActions worker={worker} verbs={workerVerbs(worker)} />,
  },
];

export const GONE_COLUMNS: readonly Column<WorkerDetail>[] = [NAME, STATE, DEVICE, LAST_DAY, HEARTBEAT];

/** What decides which jobs it may claim; versions other than 1 are named. */
function Announced({ worker: { tasks, labels } }: { worker: WorkerDetail }) {
  if (tasks === null) return <span className="muted">not announced</span>;
  const known = tasks.map(({ id, version }) => (version === 1 ? id : `${id} ${version}`)).join(', ');
  const own = Object.entries(labels).map((pair) => pair.join('='));
  return (
    <>
      {known} {own.length > 0 && <span className="muted">{own.join(', ')}</span>}
    </>
  );
}

function RunningJobs({ worker: { runningJobs, concurrency } }: { worker: WorkerDetail }) {
  if (runningJobs.length === 0) return <span className="muted nowrap">none of {concurrency}</span>;
  return (
    <div className="worker-jobs">
      {runningJobs.map(({ id, sweepName, group, step, steps, stepsPerSecond }) => (
        <span key={id}>
          <Link to={`/jobs/${id}`}>
            {sweepName}: {group}
          </Link>{' '}
          <span className="muted nowrap">
            {formatPercent(step / steps)}
            {stepsPerSecond !== null && `, ${formatRounded(stepsPerSecond)} steps/s`}
          </span>
        </span>
      ))}
    </div>
  );
}

function LastDay({ counts: { ended, failed, faults } }: { counts: WorkerDetail['lastDay'] }) {
  if (ended === 0) return MISSING;
  const bad = [
    ...(failed > 0 ? [`${formatCount(failed)} failed`] : []),
    ...(faults > 0 ? [`${formatCount(faults)} by its own fault`] : []),
  ];
  return (
    <>
      <span className="nowrap">{formatCount(ended)} ended</span>
      {bad.length > 0 && <span className="error-text">, {bad.join(', ')}</span>}
    </>
  );
}
