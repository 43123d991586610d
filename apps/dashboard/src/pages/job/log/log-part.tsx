/** The log of a job: searched, followed while it grows, and downloaded. */
import { useQuery } from '@tanstack/react-query';
import { isErrorLine, isLogEnding, isTerminal, JOB_LOG, type JobDetail, type LogLine } from '@yoto/core';
import { useState } from 'react';
import { serverUrl } from '../../../api/base-path.ts';
import { jobLogQuery, jobQuery } from '../../../api/job-queries.ts';
import { Section } from '../../../components/page.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { Toggle } from '../../../components/segmented.tsx';
import { formatCount, formatPlural } from '../../../format/numbers.ts';
import { LogLines } from './log-lines.tsx';
import { foundRows, isLine, loggedAttempts, logRows } from './log-rows.ts';

/** A worker stores new lines as often; not all of them come with a notice. */
const LOOK_EVERY_MS = 3000;
/** So long after a job was cancelled its worker may store the last lines. */
const LAST_LINES_WITHIN_MS = 20_000;

export function LogPart({ job }: { job: JobDetail }) {
  const artifact = job.artifacts.find(({ name }) => name === JOB_LOG);
  const query = useQuery({ ...jobLogQuery(job.id, artifact?.sha256 ?? ''), enabled: artifact !== undefined });
  const isLive = (!isTerminal(job.state) && job.state !== 'paused') || awaitsLastLines(job, query.data);
  useQuery({ ...jobQuery(job.id), refetchInterval: isLive ? LOOK_EVERY_MS : false });
  if (!artifact)
    return (
      <Section title="Log">
        <p className="hint">
          {job.attempt === 0
            ? 'The job has not started yet.'
            : isLive
              ? 'Nothing yet: the first lines come a few seconds after the trainer has started.'
              : 'No log was kept: the job ended before workers kept logs.'}
        </p>
      </Section>
    );
  return (
    <QueryView query={query} lines={12}>
      {(lines) => (
        <Log key={job.id} lines={lines} isLive={isLive} url={serverUrl(artifact.url)} jobId={job.id} />
      )}
    </QueryView>
  );
}

function awaitsLastLines({ state, finishedAt }: JobDetail, lines: readonly LogLine[] = []): boolean {
  const last = lines.at(-1);
  if (state !== 'cancelled' || finishedAt === null || (last && isLogEnding(last))) return false;
  return Date.now() - Date.parse(finishedAt) < LAST_LINES_WITHIN_MS;
}

interface LogProps {
  lines: readonly LogLine[];
  isLive: boolean;
  url: string;
  jobId: string;
}

function Log({ lines, isLive, url, jobId }: LogProps) {
  const [words, setWords] = useState('');
  const [attempt, setAttempt] = useState<number>();
  const [follow, setFollow] = useState(isLive);
  const [target, setTarget] = useState<{ row: number }>();
  const attempts = loggedAttempts(lines);
  const rows = logRows(lines, attempt);
  const found = foundRows(rows, words);
  const firstError = rows.findIndex((row) => isLine(row) && isErrorLine(row));
  const go = (row: number | undefined) => {
    if (row === undefined || row < 0) return;
    setFollow(false);
    setTarget({ row });
  };
  const at = target ? found.indexOf(target.row) : -1;
  return (
    <Section
      title="Log"
      className="card-flush"
      hint={`${formatPlural(lines.length, 'line')}: what the trainers printed, and in grey what the workers did`}
      actions={
        <>
          {attempts.length > 1 && <AttemptFilter attempts={attempts} value={attempt} onChange={setAttempt} />}
          <button
            type="button"
            className="button"
            aria-disabled={firstError < 0}
            title={firstError < 0 ? 'No line looks like an error' : undefined}
            onClick={() => go(firstError)}
          >
            First error
          </button>
          <a className="button" href={url} download={`${jobId}.log.txt`}>
            Download
          </a>
        </>
      }
    >
      <div className="log-bar">
        <Search
          words={words}
          count={found.length}
          place={at}
          onWords={setWords}
          onStep={(by) => go(found[(Math.max(at, by > 0 ? -1 : 0) + by + found.length) % found.length])}
        />
        <Toggle label="Follow" checked={follow} title="Keep the newest line in sight" onChange={setFollow} />
      </div>
      <LogLines
        rows={rows}
        found={new Set(found)}
        target={target}
        follow={follow}
        onLeave={() => setFollow(false)}
        manyAttempts={attempts.length > 1}
      />
    </Section>
  );
}

interface AttemptFilterProps {
  attempts: readonly number[];
  value: number | undefined;
  onChange: (attempt: number | undefined) => void;
}

const AttemptFilter = ({ attempts, value, onChange }: AttemptFilterProps) => (
  <label className="filter">
    <span>Attempt</span>
    <select
      value={value ?? ''}
      onChange={({ target }) => onChange(target.value === '' ? undefined : Number(target.value))}
    >
      <option value="">all</option>
      {attempts.map((number) => (
        <option key={number} value={number}>
          {number}
        </option>
      ))}
    </select>
  </label>
);

interface SearchProps {
  words: string;
  count: number;
  /** Which of the lines found is in sight, from 0; -1 for none. */
  place: number;
  onWords: (words: string) => void;
  onStep: (by: 1 | -1) => void;
}

function Search({ words, count, place, onWords, onStep }: SearchProps) {
  return (
    <search className="log-search">
      <input
        type="search"
        className="input"
        aria-label="Search the log"
        placeholder="Search"
        value={words}
        onChange={({ target }) => onWords(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && count > 0) onStep(event.shiftKey ? -1 : 1);
        }}
      />
      {words.trim() !== '' && (
        <>
          <span className="hint" role="status">
            {place < 0 ? formatPlural(count, 'line') : `${formatCount(place + 1)} of ${formatCount(count)}`}
          </span>
          <button
            type="button"
            className="button button-small"
            disabled={count === 0}
            onClick={() => onStep(-1)}
          >
            Previous
          </button>
          <button
            type="button"
            className="button button-small"
            disabled={count === 0}
            onClick={() => onStep(1)}
          >
            Next
          </button>
        </>
      )}
    </search>
  );
}
