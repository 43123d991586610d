import { useQuery } from '@tanstack/react-query';
import { AppError, isOwned, isTrained, type JobDetail } from '@yoto/core';
import { useParams } from 'react-router';
import { jobQuery } from '../api/job-queries.ts';
import { sweepQuery } from '../api/queries.ts';
import { useLiveUpdates } from '../api/use-live-updates.ts';
import { useNow } from '../api/use-now.ts';
import { jobLabel } from '../charts/curves-chart.ts';
import { Fact, Page } from '../components/page.tsx';
import { Progress } from '../components/progress.tsx';
import { QueryView } from '../components/query-view.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { elapsedMs, remainingMs, stepsPerSecond } from '../format/job-progress.ts';
import { distributionsText } from '../format/lambda-text.ts';
import { formatCount, formatRounded } from '../format/numbers.ts';
import { formatDuration } from '../format/time.ts';
import { EvaluationsSection } from './job/evaluations-section.tsx';
import { JobActions } from './job/job-actions.tsx';
import { JobFiles } from './job/job-files.tsx';
import { JobOverview } from './job/job-overview.tsx';
import { JobPictures } from './job/job-pictures.tsx';
import { isJobTab, type JobTab, JobTabs } from './job/job-tabs.tsx';
import { LogPart } from './job/log/log-part.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { SpecSection } from './sweep/spec-section.tsx';

export default function JobPage() {
  const { id = '', '*': tab = '' } = useParams();
  const query = useQuery(jobQuery(id));
  useLiveUpdates({ sweepId: query.data?.sweepId });
  if (query.error instanceof AppError && ['not_found', 'invalid_input'].includes(query.error.code))
    return <NotFoundPage what="job" />;
  if (!isJobTab(tab)) return <NotFoundPage />;
  if (query.data) return <LoadedJob job={query.data} tab={tab} />;
  return (
    <Page title="Job" parent={{ to: '/sweeps', label: 'Sweeps' }}>
      <QueryView query={query} lines={10}>
        {() => null}
      </QueryView>
    </Page>
  );
}

interface PartProps {
  job: JobDetail;
  tab: JobTab;
}

function LoadedJob({ job, tab }: PartProps) {
  const sweep = useQuery(sweepQuery(job.sweepId)).data;
  return (
    <Page
      title={jobLabel(job)}
      address={`/jobs/${job.id}`}
      parent={{ to: `/sweeps/${job.sweepId}/jobs`, label: sweep?.name ?? 'Sweep' }}
      badge={<StateBadge state={job.state} />}
      facts={<JobFacts job={job} />}
      actions={<JobActions job={job} />}
    >
      <HowFar job={job} />
      <JobTabs jobId={job.id} />
      <JobPart job={job} tab={tab} />
    </Page>
  );
}

/** Nothing of a job that is done: its badge says so. */
function HowFar({ job }: { job: JobDetail }) {
  if (job.state === 'completed') return null;
  return (
    <section className="sweep-progress" aria-label="Progress">
      <Progress done={job.step} total={job.steps} state={job.state} label="Progress of the job" />
      <PauseNote job={job} />
      {job.cannotStart && <p className="hint">It does not start. {job.cannotStart}.</p>}
    </section>
  );
}

function JobPart({ job, tab }: PartProps) {
  switch (tab) {
    case '':
      return <JobOverview job={job} />;
    case 'log':
      return <LogPart job={job} />;
    case 'evaluation':
      return <EvaluationsSection job={job} />;
    case 'pictures':
      return <JobPictures job={job} />;
    case 'files':
      return <JobFiles job={job} />;
    case 'spec':
      return <SpecSection spec={job.spec} />;
  }
}

/** What a pause means just now: who acts next, and what is kept. */
function PauseNote({ job: { state, checkpoints } }: { job: JobDetail }) {
  if (state === 'pausing')
    return <p className="hint">The worker is asked to write a checkpoint and to give its device back.</p>;
  if (state !== 'paused') return null;
  const step = Math.max(0, ...checkpoints.map((checkpoint) => checkpoint.step));
  return (
    <p className="hint">
      Nothing runs until somebody resumes it; then it goes on from step {formatCount(step)}.
    </p>
  );
}

function JobFacts({ job }: { job: JobDetail }) {
  const now = useNow(2000);
  const attempt = job.attempts.find(({ number }) => number === job.attempt);
  const sample = attempt && {
    attempt: attempt.number,
    step: attempt.resumedFromStep ?? 0,
    atMs: Date.parse(attempt.startedAt),
  };
  const elapsed = elapsedMs(job, now);
  const left = remainingMs(job, now, sample);
  const speed = isOwned(job.state) && sample ? stepsPerSecond(job, now, sample) : null;
  return (
    <>
      <Fact label="kind">{job.kind}</Fact>
      {job.spec.kind === 'yoto' && <Fact label="lambda">{distributionsText(job.spec.distribution)}</Fact>}
      <Fact label="steps">
        {formatCount(job.step)} of {formatCount(job.steps)}
      </Fact>
      {elapsed !== null && (
        <Fact label={job.finishedAt ? 'took' : 'running for'}>{formatDuration(elapsed)}</Fact>
      )}
      {left !== null && <Fact label="left">{formatDuration(left)}</Fact>}
      {speed !== null && (
        <Fact label="speed">
          {formatRounded(speed)} steps/s
          {isTrained(job.spec) && `, ${formatRounded(speed * job.spec.batchSize)} examples/s`}
        </Fact>
      )}
      {attempt?.engine && <Fact label="engine">{attempt.engine}</Fact>}
    </>
  );
}
