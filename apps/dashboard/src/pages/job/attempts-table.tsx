import type { AttemptDetail } from '@yoto/core';
import { useNow } from '../../api/use-now.ts';
import { Age } from '../../components/age.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { formatCount, MISSING } from '../../format/numbers.ts';
import { formatDuration } from '../../format/time.ts';

export function AttemptsTable({ attempts }: { attempts: readonly AttemptDetail[] }) {
  const now = useNow();
  if (attempts.length === 0) return <p className="hint pad">No worker has taken the job yet.</p>;
  const columns: Column<AttemptDetail>[] = [
    {
      name: 'Attempt',
      heading: true,
      cell: ({ number }) => <span className="nowrap">Attempt {number}</span>,
    },
    { name: 'Outcome', cell: ({ outcome, finishedAt }) => outcomeText(outcome, finishedAt) },
    { name: 'Engine', cell: ({ engine }) => engine ?? MISSING },
    { name: 'Device', wide: true, cell: ({ device }) => device ?? MISSING },
    { name: 'Started', cell: ({ startedAt }) => <Age of={startedAt} /> },
    {
      name: 'Took',
      numeric: true,
      cell: ({ startedAt, finishedAt }) =>
        formatDuration((finishedAt === null ? now : Date.parse(finishedAt)) - Date.parse(startedAt)),
    },
    {
      name: 'Resumed from',
      numeric: true,
      cell: ({ resumedFromStep }) => (resumedFromStep ? `step ${formatCount(resumedFromStep)}` : MISSING),
    },
    { name: 'Details', wide: true, cell: (attempt) => <Details attempt={attempt} /> },
  ];
  return (
    <DataTable label="Attempts" columns={columns} rows={attempts} rowKey={({ number }) => String(number)} />
  );
}

const outcomeText = (outcome: AttemptDetail['outcome'], finishedAt: string | null): string =>
  outcome ? outcome.replaceAll('_', ' ') : finishedAt === null ? 'running' : MISSING;

/** The error, or where the worker's time went (in milliseconds). */
function Details({ attempt: { errorMessage, timings } }: { attempt: AttemptDetail }) {
  if (errorMessage) return <span className="error-text">{errorMessage}</span>;
  const entries = Object.entries(timings ?? {});
  if (entries.length === 0) return MISSING;
  return (
    <span className="muted">
      {entries.map(([name, valueMs]) => `${name} ${formatDuration(valueMs)}`).join(', ')}
    </span>
  );
}
