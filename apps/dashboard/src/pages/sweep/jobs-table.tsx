import type { JobSummary, ResolvedGroup } from '@yoto/core';
import { type ReactNode, useRef, useState } from 'react';
import { Link } from 'react-router';
import { useNow } from '../../api/use-now.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Section } from '../../components/page.tsx';
import { Progress } from '../../components/progress.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { elapsedMs, remainingMs, type StepSample } from '../../format/job-progress.ts';
import { distributionsText, lambdaText } from '../../format/lambda-text.ts';
import { formatCompact, formatCount, formatPlural, MISSING } from '../../format/numbers.ts';
import { JOB_STATES } from '../../format/sweep-state.ts';
import { formatDuration } from '../../format/time.ts';

const JOBS_PER_PAGE = 25;

interface JobsTableProps {
  jobs: readonly JobSummary[];
  groups: readonly ResolvedGroup[];
}

/** Every job of the sweep with its progress; filtered by state and group, a page at a time. */
export function JobsTable({ jobs, groups }: JobsTableProps) {
  const [state, setState] = useState('');
  const [group, setGroup] = useState('');
  const [page, setPage] = useState(0);
  const now = useNow(2000);
  const samples = useStepSamples(jobs);
  const shown = jobs.filter((job) => (!state || job.state === state) && (!group || job.group === group));
  const lastPage = Math.max(0, Math.ceil(shown.length / JOBS_PER_PAGE) - 1);
  const first = Math.min(page, lastPage) * JOBS_PER_PAGE;
  const choose = (set: (value: string) => void) => (value: string) => {
    set(value);
    setPage(0);
  };
  return (
    <Section
      title="Jobs"
      className="card-flush"
      actions={
        jobs.length > 1 && (
          <>
            <Filter label="State" choices={JOB_STATES} value={state} onChange={choose(setState)} />
            <Filter
              label="Group"
              choices={groups.map(({ name }) => name)}
              value={group}
              onChange={choose(setGroup)}
            />
          </>
        )
      }
    >
      <DataTable
        label="Jobs"
        columns={jobColumns(groups, now, samples)}
        rows={shown.slice(first, first + JOBS_PER_PAGE)}
        rowKey={(job) => job.id}
      />
      {shown.length === 0 && <p className="hint pad">No job matches.</p>}
      {shown.length > JOBS_PER_PAGE && (
        <nav className="pager" aria-label="Pages of jobs">
          <span className="hint">
            {formatCount(first + 1)}–{formatCount(Math.min(first + JOBS_PER_PAGE, shown.length))} of{' '}
            {formatPlural(shown.length, 'job')}
          </span>
          <button type="button" className="button" disabled={first === 0} onClick={() => setPage(page - 1)}>
            Previous
          </button>
          <button
            type="button"
            className="button"
            disabled={page >= lastPage}
            onClick={() => setPage(page + 1)}
          >
            Next
          </button>
        </nav>
      )}
    </Section>
  );
}

function jobColumns(
  groups: readonly ResolvedGroup[],
  now: number,
  samples: ReadonlyMap<string, StepSample>,
): Column<JobSummary>[] {
  return [
    {
      name: 'Lambda',
      heading: true,
      cell: (job) => (
        <Link to={`/jobs/${job.id}`} className="row-link">
          {lambdaOf(job, groups)}
        </Link>
      ),
    },
    { name: 'Group', cell: (job) => job.group },
    { name: 'State', cell: (job) => <JobStateCell job={job} /> },
    { name: 'Seed', numeric: true, cell: (job) => job.seed },
    {
      name: 'Progress',
      wide: true,
      cell: (job) => (
        <Progress
          done={job.step}
          total={job.steps}
          state={job.state}
          label={`Progress of job ${job.index + 1}`}
        />
      ),
    },
    {
      name: 'Steps',
      numeric: true,
      cell: (job) => `${formatCompact(job.step)} / ${formatCompact(job.steps)}`,
    },
    { name: 'Time', numeric: true, cell: (job) => timeOf(job, now, samples.get(job.id)) },
  ];
}

function lambdaOf(job: JobSummary, groups: readonly ResolvedGroup[]): string {
  if (job.lambda) return lambdaText(job.lambda);
  if (job.kind === 'interpolation') return 'mixture of the two extreme models';
  const group = groups.find(({ name }) => name === job.group);
  if (group?.kind === 'codec') return `${group.codec} at ${group.settings.join(', ')}`;
  return group?.kind === 'yoto' ? distributionsText(group.distribution) : 'every lambda';
}

function JobStateCell({ job }: { job: JobSummary }) {
  return (
    <span title={job.errorMessage ?? undefined}>
      <StateBadge state={job.state} />
      {job.attempt > 1 && <span className="muted"> attempt {job.attempt}</span>}
    </span>
  );
}

/** What is left of a running job, what an ended one took. */
function timeOf(job: JobSummary, now: number, sample: StepSample | undefined): ReactNode {
  if (job.state !== 'running') return formatDuration(elapsedMs(job, now));
  const left = remainingMs(job, now, sample);
  return left === null ? MISSING : `${formatDuration(left)} left`;
}

interface FilterProps {
  label: string;
  choices: readonly string[];
  value: string;
  onChange: (value: string) => void;
}

function Filter({ label, choices, value, onChange }: FilterProps) {
  return (
    <label className="filter">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">All</option>
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    </label>
  );
}

/** The first step seen of each job's current attempt: what speeds of resumed jobs are measured from. */
function useStepSamples(jobs: readonly JobSummary[]): ReadonlyMap<string, StepSample> {
  const samples = useRef(new Map<string, StepSample>());
  for (const { id, attempt, step, state } of jobs) {
    if (state === 'running' && samples.current.get(id)?.attempt !== attempt)
      samples.current.set(id, { attempt, step, atMs: Date.now() });
  }
  return samples.current;
}
