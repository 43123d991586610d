/** The rows of the list of sweeps: what each is, how far it is, and what it costs. */
import type { SweepSummary } from '@yoto/core';
import { type MouseEvent, useRef } from 'react';
import { Link } from 'react-router';
import { Age } from '../../components/age.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { FavouriteButton } from '../../components/favourite-button.tsx';
import { StateCounts, SweepProgress } from '../../components/progress.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { formatDuration } from '../../format/time.ts';
import { SweepMarks } from '../sweep/sweep-marks.tsx';
import { SweepMenu } from '../sweep/sweep-menu.tsx';
import type { ListFilter } from './list-filter.ts';

interface SweepsTableProps {
  sweeps: readonly SweepSummary[];
  filter: ListFilter;
  selected: ReadonlySet<string>;
  onSelect: (ids: ReadonlySet<string>) => void;
}

export function SweepsTable({ sweeps, filter, selected, onSelect }: SweepsTableProps) {
  const columns: readonly Column<SweepSummary>[] = [
    {
      name: 'Select',
      header: <SelectAll sweeps={sweeps} selected={selected} onSelect={onSelect} />,
      cell: useSelection({ sweeps, selected, onSelect }),
    },
    { name: 'Sweep', heading: true, cell: (sweep) => <Identity sweep={sweep} filter={filter} /> },
    { name: 'State', cell: (sweep) => <StateBadge state={sweep.state} /> },
    { name: 'Progress', wide: true, cell: (sweep) => <Progress sweep={sweep} /> },
    {
      name: 'Time left',
      numeric: true,
      help: 'An estimate, from the recent speed of its jobs and the slots they run in now',
      cell: ({ secondsLeft }) => (secondsLeft === null ? '' : `≈ ${formatDuration(secondsLeft * 1000)}`),
    },
    {
      name: 'Device time',
      numeric: true,
      help: 'What all its attempts have used of devices so far',
      cell: ({ deviceSeconds }) => (deviceSeconds === 0 ? '' : formatDuration(deviceSeconds * 1000)),
    },
    filter.sort === 'activity'
      ? { name: 'Last activity', cell: (sweep) => <Age of={sweep.lastActivityAt} /> }
      : { name: 'Created', cell: (sweep) => <Age of={sweep.createdAt} /> },
    {
      name: 'More',
      header: <span className="visually-hidden">More</span>,
      cell: (sweep) => <SweepMenu sweep={sweep} small />,
    },
  ];
  return (
    <DataTable
      label="Sweeps"
      className="sweeps-table"
      columns={columns}
      rows={sweeps}
      rowKey={(sweep) => sweep.id}
      isSelected={(sweep) => selected.has(sweep.id)}
    />
  );
}

type SelectionProps = Pick<SweepsTableProps, 'sweeps' | 'selected' | 'onSelect'>;

function SelectAll({ sweeps, selected, onSelect }: SelectionProps) {
  const count = sweeps.filter(({ id }) => selected.has(id)).length;
  const all = count === sweeps.length;
  return (
    <input
      type="checkbox"
      aria-label="Select all sweeps of this page"
      checked={all}
      ref={(box) => {
        if (box) box.indeterminate = count > 0 && !all;
      }}
      onChange={() => onSelect(new Set(all ? [] : sweeps.map(({ id }) => id)))}
    />
  );
}

/** A checkbox for each row; with Shift, it takes along all rows since the last one that was clicked. */
function useSelection({ sweeps, selected, onSelect }: SelectionProps) {
  const last = useRef<string>(undefined);
  const toggle = (id: string, { shiftKey }: MouseEvent) => {
    const ids = sweeps.map((sweep) => sweep.id);
    const [from, to] = [ids.indexOf(shiftKey ? (last.current ?? id) : id), ids.indexOf(id)];
    const touched = from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
    const next = new Set(selected);
    for (const one of touched) selected.has(id) ? next.delete(one) : next.add(one);
    last.current = id;
    onSelect(next);
  };
  return (sweep: SweepSummary) => (
    <input
      type="checkbox"
      aria-label={`Select ${sweep.name}`}
      checked={selected.has(sweep.id)}
      onChange={() => {}}
      onClick={(event) => toggle(sweep.id, event)}
    />
  );
}

function Identity({ sweep, filter }: { sweep: SweepSummary; filter: ListFilter }) {
  return (
    <div className="sweep-identity">
      <FavouriteButton sweep={sweep} />
      <div className="sweep-words">
        <div className="sweep-name">
          <Link to={`/sweeps/${sweep.id}`} className="row-link">
            {sweep.name}
          </Link>
          <SweepMarks sweep={sweep} filter={filter} />
        </div>
        <div className="sweep-about" title={sweep.description || undefined}>
          {sweep.taskId} <span aria-hidden="true">·</span> {sweep.datasetId}
          {sweep.description !== '' && (
            <>
              {' '}
              <span aria-hidden="true">·</span> {sweep.description}
            </>
          )}
        </div>
      </div>
    </div>
  );
}

function Progress({ sweep }: { sweep: SweepSummary }) {
  return (
    <span className="progress-cell">
      <SweepProgress sweep={sweep} label={`Progress of ${sweep.name}`} />
      <StateCounts sweep={sweep} />
    </span>
  );
}
