/** State and progress of every job at a glance; each cell leads to its job. */
import type { JobSummary } from '@yoto/core';
import { type CSSProperties, type KeyboardEvent, useRef } from 'react';
import { Link } from 'react-router';
import { nextPlace } from '../../components/grid-keys.ts';
import { Section } from '../../components/page.tsx';
import { lambdaText } from '../../format/lambda-text.ts';
import { formatPercent } from '../../format/numbers.ts';
import { type JobMatrixGroup, jobMatrix } from './job-matrix.ts';

/** Texts over more columns than this would overlap. */
const MOST_COLUMN_TEXTS = 24;

export function JobMatrixSection({ jobs }: { jobs: readonly JobSummary[] }) {
  return (
    <Section title="Progress of the jobs" hint="One cell per job: one row per seed, one column per lambda">
      <div className="job-matrices">
        {jobMatrix(jobs).groups.map((group) => (
          <GroupMatrix key={group.name} group={group} />
        ))}
      </div>
    </Section>
  );
}

function GroupMatrix({ group: { name, parameters, columns, rows } }: { group: JobMatrixGroup }) {
  const table = useRef<HTMLTableElement>(null);
  const size = { rows: rows.length, columns: columns.length };
  const move = (event: KeyboardEvent, row: number, column: number) => {
    const canEnter = (place: { row: number; column: number }) =>
      rows[place.row]?.cells[place.column] !== undefined;
    const to = nextPlace(event.key, { row, column }, size, canEnter);
    if (!to) return;
    event.preventDefault();
    table.current?.querySelector<HTMLElement>(`[data-place="${to.row} ${to.column}"]`)?.focus();
  };
  const first = rows[0]?.cells.findIndex((job) => job !== undefined) ?? 0;
  const hasTexts = columns.some((text) => text !== '') && columns.length <= MOST_COLUMN_TEXTS;
  return (
    <div className="scroll">
      <table className="job-matrix" aria-label={`Jobs of ${name}`} ref={table}>
        <caption>{name}</caption>
        {hasTexts && (
          <thead>
            <tr>
              <th scope="col">{parameters || 'lambda'}</th>
              {columns.map((text, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns are places
                <th key={column} scope="col">
                  {text}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map(({ seed, cells }, row) => (
            <tr key={seed}>
              <th scope="row">seed {seed}</th>
              {cells.map((job, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns are places
                <td key={column}>
                  {job && (
                    <Link
                      to={`/jobs/${job.id}`}
                      className={`job-cell job-cell-${job.state}`}
                      style={{ '--done': `${100 * doneShare(job)}%` } as CSSProperties}
                      title={cellText(job)}
                      aria-label={cellText(job)}
                      data-place={`${row} ${column}`}
                      data-state={job.state}
                      tabIndex={row === 0 && column === first ? 0 : -1}
                      onKeyDown={(event) => move(event, row, column)}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const doneShare = ({ step, steps }: JobSummary): number => (steps > 0 ? Math.min(1, step / steps) : 0);

/** `kl 4, seed 0: running, 35 %`. */
function cellText(job: JobSummary): string {
  const where = job.lambda ? lambdaText(job.lambda) : job.group;
  return `${where}, seed ${job.seed}: ${job.state}, ${formatPercent(doneShare(job))}`;
}
