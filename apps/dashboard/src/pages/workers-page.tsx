import { useQuery } from '@tanstack/react-query';
import type { WorkerDetail } from '@yoto/core';
import { useState } from 'react';
import { workersQuery } from '../api/queries.ts';
import { useLiveUpdates } from '../api/use-live-updates.ts';
import { DataTable } from '../components/data-table.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Fact, Page, Section } from '../components/page.tsx';
import { QueryView } from '../components/query-view.tsx';
import { formatCount, formatPlural } from '../format/numbers.ts';
import { AddWorker } from './workers/add-worker.tsx';
import { hasWords, isGone } from './workers/filter-workers.ts';
import { QuarantinedWorkers } from './workers/quarantined-workers.tsx';
import { GONE_COLUMNS, LIVE_COLUMNS } from './workers/worker-columns.tsx';

/** Of those that are gone; a filter finds the others. */
const MOST_GONE = 25;
const STATES: readonly WorkerDetail['status'][] = [
  'busy',
  'idle',
  'draining',
  'drained',
  'quarantined',
  'lost',
  'stopped',
];

export default function WorkersPage() {
  useLiveUpdates('everything');
  const query = useQuery(workersQuery());
  const workers = query.data?.items ?? [];
  const counts = STATES.map(
    (state) => [state, workers.filter(({ status }) => status === state).length] as const,
  );
  return (
    <Page
      title="Workers"
      facts={counts
        .filter(([, count]) => count > 0)
        .map(([state, count]) => (
          <Fact key={state} label={state}>
            {formatCount(count)}
          </Fact>
        ))}
    >
      <QueryView query={query}>
        {({ items }) => (
          <>
            {items.length === 0 ? <NoWorkers /> : <Workers workers={items} />}
            <AddWorker key={String(items.length === 0)} open={items.length === 0} />
          </>
        )}
      </QueryView>
    </Page>
  );
}

function Workers({ workers }: { workers: readonly WorkerDetail[] }) {
  const [words, setWords] = useState('');
  const [state, setState] = useState<string>('');
  const shown = workers.filter(
    (worker) => (state === '' || worker.status === state) && hasWords(worker, words),
  );
  const live = shown.filter((worker) => !isGone(worker));
  const gone = shown.filter(isGone);
  const isFiltered = state !== '' || words.trim() !== '';
  return (
    <>
      <QuarantinedWorkers workers={live.filter(({ status }) => status === 'quarantined')} />
      <Section
        title="Connected"
        className="card-flush"
        hint={formatPlural(live.length, 'worker')}
        actions={<Filters words={words} onWords={setWords} state={state} onState={setState} />}
      >
        {live.length > 0 ? (
          <DataTable label="Connected workers" columns={LIVE_COLUMNS} rows={live} rowKey={({ id }) => id} />
        ) : (
          <p className="hint pad">
            {isFiltered ? 'No connected worker matches.' : 'None: jobs stay queued until one is started.'}
          </p>
        )}
      </Section>
      <GoneWorkers key={String(isFiltered)} workers={gone} open={isFiltered && live.length === 0} />
    </>
  );
}

/** Folded away: there may be hundreds after a day of preemptible machines. */
function GoneWorkers({ workers, open }: { workers: readonly WorkerDetail[]; open: boolean }) {
  const [isOpen, setOpen] = useState(open);
  if (workers.length === 0) return null;
  const left = workers.length - MOST_GONE;
  return (
    <details
      className="card card-flush gone-workers"
      open={isOpen}
      onToggle={(e) => setOpen(e.currentTarget.open)}
    >
      <summary>{formatPlural(workers.length, 'worker')} lost or stopped in the last day</summary>
      {isOpen && (
        <DataTable
          label="Lost and stopped workers"
          columns={GONE_COLUMNS}
          rows={workers.slice(0, MOST_GONE)}
          rowKey={({ id }) => id}
        />
      )}
      {isOpen && left > 0 && (
        <p className="hint pad">
          … and {formatCount(left)} more, longer ago: look for them by name, host or state.
        </p>
      )}
    </details>
  );
}

interface FiltersProps {
  words: string;
  onWords: (words: string) => void;
  state: string;
  onState: (state: string) => void;
}

function Filters({ words, onWords, state, onState }: FiltersProps) {
  return (
    <>
      <input
        type="search"
        className="input worker-search"
        aria-label="Find workers"
        placeholder="Name, host, device, label …"
        value={words}
        onChange={({ target }) => onWords(target.value)}
      />
      <label className="filter">
        <span>State</span>
        <select value={state} onChange={({ target }) => onState(target.value)}>
          <option value="">all</option>
          {STATES.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
    </>
  );
}

function NoWorkers() {
  return (
    <EmptyState title="No workers in the last day">
      <p>Jobs stay queued until a worker takes them. Start one on any machine that reaches the database.</p>
    </EmptyState>
  );
}
