import { useQuery } from '@tanstack/react-query';
import type { WorkerDetail } from '@yoto/core';
import { Link } from 'react-router';
import { workersQuery } from '../api/queries.ts';
import { useLiveUpdates } from '../api/use-live-updates.ts';
import { Age } from '../components/age.tsx';
import { type Column, DataTable } from '../components/data-table.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Fact, Page } from '../components/page.tsx';
import { QueryView } from '../components/query-view.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { formatCount } from '../format/numbers.ts';
import { QuarantinedWorkers } from './workers/quarantined-workers.tsx';

export default function WorkersPage() {
  useLiveUpdates('everything');
  const query = useQuery(workersQuery());
  const workers = query.data?.items ?? [];
  const count = (status: WorkerDetail['status']) =>
    workers.filter((worker) => worker.status === status).length;
  return (
    <Page
      title="Workers"
      facts={
        workers.length > 0 && (
          <>
            <Fact label="busy">{formatCount(count('busy'))}</Fact>
            <Fact label="idle">{formatCount(count('idle'))}</Fact>
            <Fact label="quarantined">{formatCount(count('quarantined'))}</Fact>
            <Fact label="lost">{formatCount(count('lost'))}</Fact>
          </>
        )
      }
    >
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <NoWorkers />
          ) : (
            <>
              <QuarantinedWorkers workers={items.filter(({ status }) => status === 'quarantined')} />
              <section className="card card-flush" aria-label="Workers">
                <DataTable label="Workers" columns={COLUMNS} rows={items} rowKey={(worker) => worker.id} />
              </section>
            </>
          )
        }
      </QueryView>
    </Page>
  );
}

const COLUMNS: readonly Column<WorkerDetail>[] = [
  {
    name: 'Worker',
    heading: true,
    cell: (worker) => (
      <>
        {worker.name} <span className="muted">{worker.version}</span>
      </>
    ),
  },
  { name: 'Status', cell: (worker) => <StateBadge state={worker.status} /> },
  {
    name: 'Host',
    wide: true,
    cell: (worker) => (
      <>
        {worker.host} <span className="muted">pid {worker.pid}</span>
      </>
    ),
  },
  { name: 'Engine', cell: (worker) => worker.engine },
  { name: 'Device', wide: true, cell: (worker) => worker.device },
  { name: 'Tasks and labels', wide: true, cell: (worker) => <Announced worker={worker} /> },
  { name: 'Running jobs', wide: true, cell: (worker) => <RunningJobs worker={worker} /> },
  { name: 'Last heartbeat', cell: (worker) => <Age of={worker.heartbeatAt} /> },
];

/** What decides which jobs it may claim; versions other than 1 are named. */
function Announced({ worker: { tasks, labels } }: { worker: WorkerDetail }) {
  if (tasks === null) return <span className="muted">not announced</span>;
  const known = tasks.map(({ id, version }) => (version === 1 ? id : `${id} ${version}`)).join(', ');
  const own = Object.entries(labels).map((pair) => pair.join('='));
  return (
    <>
      {known} <span className="muted">{own.join(', ')}</span>
    </>
  );
}

function RunningJobs({ worker: { runningJobIds, concurrency } }: { worker: WorkerDetail }) {
  if (runningJobIds.length === 0) return <span className="muted">none of {concurrency}</span>;
  return (
    <span className="link-list">
      {runningJobIds.map((id) => (
        <Link key={id} to={`/jobs/${id}`}>
          <code>{id.slice(-8)}</code>
        </Link>
      ))}
      <span className="muted">of {concurrency}</span>
    </span>
  );
}

function NoWorkers() {
  return (
    <EmptyState title="No workers in the last day">
      <p>Jobs stay queued until a worker takes them. Start one on any machine that reaches the database:</p>
      <p>
        <code>npx yoto worker</code>
      </p>
    </EmptyState>
  );
}
