import { useQuery } from '@tanstack/react-query';
import type { SweepSummary } from '@yoto/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { sweepsQuery } from '../api/queries.ts';
import { useLiveUpdates } from '../api/use-live-updates.ts';
import { Age } from '../components/age.tsx';
import { type Column, DataTable } from '../components/data-table.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Page } from '../components/page.tsx';
import { StateCounts, SweepProgress } from '../components/progress.tsx';
import { QueryView } from '../components/query-view.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { sweepState } from '../format/sweep-state.ts';

export function SweepsPage() {
  /** The cursors of the pages turned so far; the last is the page shown. */
  const [cursors, setCursors] = useState<string[]>([]);
  useLiveUpdates('everything');
  const query = useQuery(sweepsQuery(cursors.at(-1)));
  return (
    <Page
      title="Sweeps"
      actions={
        <Link className="button button-primary" to="/sweeps/new">
          New sweep
        </Link>
      }
    >
      <QueryView query={query} lines={8}>
        {({ items, nextCursor }) =>
          items.length === 0 && cursors.length === 0 ? (
            <NoSweeps />
          ) : (
            <section className="card card-flush" aria-label="Sweeps">
              <DataTable label="Sweeps" columns={COLUMNS} rows={items} rowKey={(sweep) => sweep.id} />
              <Pager
                hasNewer={cursors.length > 0}
                nextCursor={nextCursor}
                onNewer={() => setCursors(cursors.slice(0, -1))}
                onOlder={(cursor) => setCursors([...cursors, cursor])}
              />
            </section>
          )
        }
      </QueryView>
    </Page>
  );
}

const COLUMNS: readonly Column<SweepSummary>[] = [
  {
    name: 'Sweep',
    heading: true,
    cell: (sweep) => (
      <Link to={`/sweeps/${sweep.id}`} className="row-link">
        {sweep.name}
      </Link>
    ),
  },
  { name: 'State', cell: (sweep) => <StateBadge state={sweepState(sweep)} /> },
  {
    name: 'Task',
    wide: true,
    cell: (sweep) => (
      <>
        {sweep.taskId} <span className="muted">on {sweep.datasetId}</span>
      </>
    ),
  },
  {
    name: 'Progress',
    wide: true,
    cell: (sweep) => (
      <span className="progress-cell">
        <SweepProgress sweep={sweep} label={`Progress of ${sweep.name}`} />
        <StateCounts sweep={sweep} />
      </span>
    ),
  },
  { name: 'Created', cell: (sweep) => <Age of={sweep.createdAt} /> },
];

interface PagerProps {
  hasNewer: boolean;
  nextCursor: string | null;
  onNewer: () => void;
  onOlder: (cursor: string) => void;
}

function Pager({ hasNewer, nextCursor, onNewer, onOlder }: PagerProps) {
  if (!hasNewer && !nextCursor) return null;
  return (
    <nav className="pager" aria-label="Pages">
      <button type="button" className="button" disabled={!hasNewer} onClick={onNewer}>
        Newer
      </button>
      <button
        type="button"
        className="button"
        disabled={!nextCursor}
        onClick={() => nextCursor && onOlder(nextCursor)}
      >
        Older
      </button>
    </nav>
  );
}

function NoSweeps() {
  return (
    <EmptyState title="No sweeps yet">
      <p>
        A sweep compares a grid of fixed-weight models with one model trained for the whole trade-off curve.
        The form starts with a comparison that is worth running as it stands.
      </p>
      <p>
        <Link className="button button-primary" to="/sweeps/new">
          New sweep
        </Link>
      </p>
      <p className="hint">Or from a terminal:</p>
      <p>
        <code>npx yoto submit sweep.yaml</code>
      </p>
    </EmptyState>
  );
}
