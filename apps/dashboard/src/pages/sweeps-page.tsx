import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { BulkRequest, BulkResult } from '@yoto/core';
import { useCallback, useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { apiClient } from '../api/api-client.ts';
import { sweepsQuery } from '../api/queries.ts';
import { keys } from '../api/query-keys.ts';
import { useAction } from '../api/use-action.ts';
import { useLiveUpdates } from '../api/use-live-updates.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ActionError } from '../components/error-panel.tsx';
import { Page } from '../components/page.tsx';
import { QueryView } from '../components/query-view.tsx';
import { ActiveFilters } from './sweeps/active-filters.tsx';
import { BulkOutcome } from './sweeps/bulk-outcome.tsx';
import { FilterBar } from './sweeps/filter-bar.tsx';
import {
  addressOf,
  filterFromAddress,
  isFiltered,
  type ListFilter,
  NO_FILTER,
} from './sweeps/list-filter.ts';
import { SelectionBar } from './sweeps/selection-bar.tsx';
import { SweepsTable } from './sweeps/sweeps-table.tsx';

/** All sweeps: searched, filtered and sorted as the address says. */
export default function SweepsPage() {
  const [params, setParams] = useSearchParams();
  const filter = filterFromAddress(params);
  useLiveUpdates('everything');
  const change = useCallback(
    (change: Partial<ListFilter>) =>
      setParams((before) => addressOf({ ...filterFromAddress(before), ...change }), { replace: true }),
    [setParams],
  );
  return (
    <Page
      title="Sweeps"
      actions={
        <Link className="button button-primary" to="/sweeps/new">
          New sweep
        </Link>
      }
    >
      <FilterBar filter={filter} onChange={change} />
      <FilteredSweeps filter={filter} onChange={change} />
    </Page>
  );
}

interface FilteredSweepsProps {
  filter: ListFilter;
  onChange: (change: Partial<ListFilter>) => void;
}

function FilteredSweeps({ filter, onChange }: FilteredSweepsProps) {
  const { cursors, selected, turnTo, select } = useView(addressOf(filter).toString());
  const query = useQuery(sweepsQuery(filter, cursors.at(-1)));
  const clear = () => onChange({ ...NO_FILTER, sort: filter.sort });
  const deselect = () => select(new Set());
  const { action, results, dismiss } = useBulkAction(deselect);
  useEscape(selected.size > 0, deselect);
  return (
    <>
      <ActiveFilters filter={filter} total={query.data?.total} onChange={onChange} onClear={clear} />
      <ActionError error={action.error} />
      {results && <BulkOutcome results={results} onDismiss={dismiss} />}
      <QueryView query={query} lines={8}>
        {({ items, nextCursor }) => {
          if (items.length === 0 && cursors.length === 0)
            return isFiltered(filter) ? <NothingFits filter={filter} onClear={clear} /> : <NoSweeps />;
          const chosen = items.filter(({ id }) => selected.has(id));
          return (
            <>
              <section className="card card-flush card-open" aria-label="Sweeps">
                <SweepsTable sweeps={items} filter={filter} selected={selected} onSelect={select} />
                <Pager
                  hasNewer={cursors.length > 0}
                  nextCursor={nextCursor}
                  turning={query.isPlaceholderData}
                  onNewer={() => turnTo(cursors.slice(0, -1))}
                  onOlder={(cursor) => turnTo([...cursors, cursor])}
                />
              </section>
              {chosen.length > 0 && <SelectionBar sweeps={chosen} action={action} onClear={deselect} />}
            </>
          );
        }}
      </QueryView>
    </>
  );
}

interface View {
  address: string;
  /** The cursors of the pages turned so far; the last is the page shown. */
  cursors: readonly string[];
  selected: ReadonlySet<string>;
}

/** The page and the selection; another address begins anew: on its first page, with nothing selected. */
function useView(address: string) {
  const anew: View = { address, cursors: [], selected: new Set() };
  const [kept, setView] = useState(anew);
  const view = kept.address === address ? kept : anew;
  return {
    ...view,
    turnTo: (cursors: readonly string[]) => setView({ ...anew, cursors }),
    select: (selected: ReadonlySet<string>) => setView({ ...view, selected }),
  };
}

/** Changes several sweeps; `onDone` once the server has answered, whatever it refused. */
function useBulkAction(onDone: () => void) {
  const queryClient = useQueryClient();
  const [results, setResults] = useState<readonly BulkResult[]>();
  const action = useAction<BulkRequest, { results: BulkResult[] }>({
    ask: (body) => apiClient.changeSweeps({ body }),
    onDone: (answer) => {
      setResults(answer.results);
      onDone();
      void queryClient.invalidateQueries({ queryKey: keys.sweeps });
      for (const { id } of answer.results) void queryClient.invalidateQueries({ queryKey: keys.sweep(id) });
    },
    outdated: keys.sweeps,
  });
  return { action, results, dismiss: () => setResults(undefined) };
}

/** Escape, where no dialog or menu takes it. */
function useEscape(active: boolean, onEscape: () => void): void {
  useEffect(() => {
    if (!active) return;
    const onKey = ({ key, target }: KeyboardEvent) => {
      if (key === 'Escape' && !(target instanceof Element && target.closest('dialog'))) onEscape();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}

interface PagerProps {
  hasNewer: boolean;
  nextCursor: string | null;
  /** What is shown is still the page before, whose cursor leads to the page asked for. */
  turning: boolean;
  onNewer: () => void;
  onOlder: (cursor: string) => void;
}

function Pager({ hasNewer, nextCursor, turning, onNewer, onOlder }: PagerProps) {
  if (!hasNewer && !nextCursor) return null;
  return (
    <nav className="pager" aria-label="Pages">
      <button type="button" className="button" disabled={!hasNewer} onClick={onNewer}>
        Previous
      </button>
      <button
        type="button"
        className="button"
        disabled={!nextCursor}
        aria-disabled={turning}
        onClick={() => nextCursor && !turning && onOlder(nextCursor)}
      >
        Next
      </button>
    </nav>
  );
}

function NothingFits({ filter, onClear }: { filter: ListFilter; onClear: () => void }) {
  return (
    <EmptyState title="No sweep matches">
      <p>
        {filter.search === ''
          ? 'No sweep fits all of these filters.'
          : `No sweep has “${filter.search}” in its name or description and fits all other filters.`}
        {filter.archived === 'no' && ' Archived sweeps are left out.'}
      </p>
      <p>
        <button type="button" className="button button-primary" onClick={onClear}>
          Clear filters
        </button>
      </p>
    </EmptyState>
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
