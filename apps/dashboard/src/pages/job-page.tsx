import { useQuery } from '@tanstack/react-query';
import { AppError, type JobDetail } from '@yoto/core';
import { useParams } from 'react-router';
import { jobQuery, sweepQuery } from '../api/queries.ts';
import { useLiveUpdates } from '../api/use-live-updates.ts';
import { useNow } from '../api/use-now.ts';
import { jobLabel } from '../charts/curves-chart.ts';
import { Fact, Page, Section } from '../components/page.tsx';
import { Progress } from '../components/progress.tsx';
import { QueryView } from '../components/query-view.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { elapsedMs, remainingMs } from '../format/job-progress.ts';
import { distributionsText } from '../format/lambda-text.ts';
import { formatCount } from '../format/numbers.ts';
import { formatDuration } from '../format/time.ts';
import { ArtifactsTable } from './job/artifacts-table.tsx';
import { AttemptsTable } from './job/attempts-table.tsx';
import { CheckpointsTable } from './job/checkpoints-table.tsx';
import { EvaluationsSection } from './job/evaluations-section.tsx';
import { JobActions } from './job/job-actions.tsx';
import { JobCurves } from './job/job-curves.tsx';
import { JobPictures } from './job/job-pictures.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { Events } from './sweep/event-list.tsx';
import { SpecSection } from './sweep/spec-section.tsx';

export default function JobPage() {
  const { id = '' } = useParams();
  const query = useQuery(jobQuery(id));
  useLiveUpdates({ sweepId: query.data?.sweepId });
  if (query.error instanceof AppError && ['not_found', 'invalid_input'].includes(query.error.code))
    return <NotFoundPage what="job" />;
  if (query.data) return <LoadedJob job={query.data} />;
  return (
    <Page title="Job" parent={{ to: '/sweeps', label: 'Sweeps' }}>
      <QueryView query={query} lines={10}>
        {() => null}
      </QueryView>
    </Page>
  );
}

function LoadedJob({ job }: { job: JobDetail }) {
  const sweep = useQuery(sweepQuery(job.sweepId)).data;
  return (
    <Page
      title={jobLabel(job)}
      parent={{ to: `/sweeps/${job.sweepId}`, label: sweep?.name ?? 'Sweep' }}
      badge={<StateBadge state={job.state} />}
      facts={<JobFacts job={job} />}
      actions={<JobActions job={job} />}
    >
      {job.errorMessage && (
        <div className="panel panel-error">
          <h2>{job.state === 'failed' ? 'Why it failed' : 'The last failure'}</h2>
          <p>{job.errorMessage}</p>
        </div>
      )}
      <section className="sweep-progress" aria-label="Progress">
        <Progress done={job.step} total={job.steps} state={job.state} label="Progress of the job" />
        <PauseNote job={job} />
        {job.cannotStart && <p className="hint">It does not start. {job.cannotStart}.</p>}
      </section>
      <JobCurves job={job} groups={sweep?.spec.groups} />
      <EvaluationsSection job={job} />
      <JobPictures job={job} />
      <Section title="Attempts" className="card-flush" hint="Newest first">
        <AttemptsTable attempts={job.attempts} />
      </Section>
      <Section title="Artifacts" className="card-flush" hint="Files that the job stored">
        <ArtifactsTable artifacts={job.artifacts} />
      </Section>
      <div className="columns">
        <Section
          title="Checkpoints"
          className="card-flush"
          hint="Score: the mean loss over the evaluation lambdas; less is better"
        >
          <CheckpointsTable checkpoints={job.checkpoints} />
        </Section>
        <Section title="Events" hint="Newest first">
          <Events events={job.events} />
        </Section>
      </div>
      <SpecSection spec={job.spec} />
    </Page>
  );
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
      {attempt?.engine && <Fact label="engine">{attempt.engine}</Fact>}
    </>
  );
}
