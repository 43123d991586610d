import { type AttemptDetail, engineLabel } from '@yoto/core';
import { useNow } from '../../api/use-now.ts';
import { Age } from '../../components/age.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { FrozenNote } from '../../components/frozen-note.tsx';
import { attemptReason } from '../../format/attempt-reason.ts';
import { formatCount, MISSING } from '../../format/numbers.ts';
import { formatDuration } from '../../format/time.ts';

/** Every attempt with why it ended, the newest first: what happened last is what people look for. */
export function AttemptsTable({ attempts }: { attempts: readonly AttemptDetail[] }) {
  const now = useNow();
  if (attempts.length === 0) return <p className="hint pad">No worker has taken the job yet.</p>;
  const rows = [...attempts].sort((a, b) => b.number - a.number);
  const columns: Column<AttemptDetail>[] = [
    {
      name: 'Attempt',
      heading: true,
      cell: ({ number }) => <span className="nowrap">Attempt {number}</span>,
    },
    { name: 'Outcome', cell: (attempt) => <Outcome attempt={attempt} /> },
    { name: 'What happened', wide: true, cell: (attempt) => <Explanation attempt={attempt} /> },
    { name: 'Device', wide: true, cell: (attempt) => <Device attempt={attempt} /> },
    { name: 'Started', cell: ({ startedAt }) => <Age of={startedAt} /> },
    {
      name: 'Took',
      numeric: true,
      cell: ({ startedAt, finishedAt }) =>
        formatDuration((finishedAt === null ? now : Date.parse(finishedAt)) - Date.parse(startedAt)),
    },
    {
      name: 'From step',
      numeric: true,
      cell: ({ resumedFromStep }) => formatCount(resumedFromStep ?? 0),
    },
  ];
  return <DataTable label="Attempts" columns={columns} rows={rows} rowKey={({ number }) => String(number)} />;
}

const MARKS = { running: '▸', good: '✓', asked: '||', worker: '↻', job: '!' } as const;

function Outcome({ attempt }: { attempt: AttemptDetail }) {
  const { label, explanation, tone } = attemptReason(attempt);
  return (
    <span className={`badge badge-tone-${tone}`} title={explanation} data-outcome={attempt.outcome ?? label}>
      <span aria-hidden="true" className="badge-mark">
        {label === 'cancelled' ? '×' : MARKS[tone]}
      </span>
      {label}
    </span>
  );
}

/** The reason in words, the error itself, the data it worked with, and where the worker's time went. */
function Explanation({ attempt }: { attempt: AttemptDetail }) {
  const { explanation } = attemptReason(attempt);
  const timings = Object.entries(attempt.timings ?? {});
  if (!explanation && !attempt.errorMessage && !attempt.data && timings.length === 0) return MISSING;
  return (
    <div className="explanation">
      {explanation && <p>{explanation}</p>}
      {attempt.errorMessage && <p className="error-text">{attempt.errorMessage}</p>}
      {attempt.data && (
        <p className="hint" title={attempt.data.fingerprint?.sha256}>
          {attempt.data.description}
        </p>
      )}
      {attempt.data && <FrozenNote frozen={attempt.data.frozen} />}
      {timings.length > 0 && (
        <p className="hint">
          {timings.map(([name, valueMs]) => `${name} ${formatDuration(valueMs)}`).join(', ')}
        </p>
      )}
    </div>
  );
}

function Device({ attempt: { engine, engineVersion, device } }: { attempt: AttemptDetail }) {
  return (
    <>
      {device ?? MISSING} {engine && <span className="muted">by {engineLabel(engine, engineVersion)}</span>}
    </>
  );
}
