import { useQuery } from '@tanstack/react-query';
import { AppError, type SweepDetail } from '@yoto/core';
import { useParams } from 'react-router';
import { sweepJobsQuery, sweepQuery } from '../api/queries.ts';
import { useLiveUpdates } from '../api/use-live-updates.ts';
import { useHiddenSeries } from '../charts/use-hidden-series.ts';
import { Age } from '../components/age.tsx';
import { Fact, Page } from '../components/page.tsx';
import { StateCounts, SweepProgress } from '../components/progress.tsx';
import { QueryView } from '../components/query-view.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { formatCompact, formatCount, formatPlural } from '../format/numbers.ts';
import { jobTotal, sweepState } from '../format/sweep-state.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { CurvesSection } from './sweep/curves-section.tsx';
import { DataSection, DataWarnings } from './sweep/data-section.tsx';
import { EventList } from './sweep/event-list.tsx';
import { ExamplesSection } from './sweep/examples-section.tsx';
import { FrontierResults } from './sweep/frontier-results.tsx';
import { JobsTable } from './sweep/jobs-table.tsx';
import { PicturesSection } from './sweep/pictures-section.tsx';
import { SpecSection } from './sweep/spec-section.tsx';
import { SweepActions } from './sweep/sweep-actions.tsx';

const PARENT = { to: '/sweeps', label: 'Sweeps' };

export default function SweepPage() {
  const { id = '' } = useParams();
  useLiveUpdates({ sweepId: id });
  const query = useQuery(sweepQuery(id));
  if (query.error instanceof AppError && ['not_found', 'invalid_input'].includes(query.error.code))
    return <NotFoundPage what="sweep" />;
  if (query.data) return <LoadedSweep sweep={query.data} />;
  return (
    <Page title="Sweep" parent={PARENT}>
      <QueryView query={query} lines={10}>
        {() => null}
      </QueryView>
    </Page>
  );
}

function LoadedSweep({ sweep }: { sweep: SweepDetail }) {
  return (
    <Page
      title={sweep.name}
      parent={PARENT}
      badge={<StateBadge state={sweepState(sweep)} />}
      facts={
        <>
          <Fact label="task">{sweep.taskId}</Fact>
          <Fact label="data set">{sweep.datasetId}</Fact>
          <Fact label="created">
            <Age of={sweep.createdAt} />
          </Fact>
          <Fact label="jobs">{formatCount(jobTotal(sweep))}</Fact>
          <Fact label="steps">
            {formatCompact(sweep.doneSteps)} of {formatCompact(sweep.totalSteps)}
          </Fact>
        </>
      }
      actions={<SweepActions sweep={sweep} />}
    >
      {sweep.spec.description && <p className="description">{sweep.spec.description}</p>}
      <section className="sweep-progress" aria-label="Progress">
        <SweepProgress sweep={sweep} label="Progress of the sweep" />
        <StateCounts sweep={sweep} />
        <PauseNote sweep={sweep} />
        {sweep.cannotStart.map(({ jobs, reason }) => (
          <p className="hint" key={reason}>
            {formatPlural(jobs, 'queued job')} {jobs === 1 ? 'does' : 'do'} not start. {reason}.
          </p>
        ))}
      </section>
      <SweepResults sweep={sweep} />
      <DataSection sweepId={sweep.id} />
      <div className="columns">
        <EventList sweepId={sweep.id} />
        <SpecSection spec={sweep.spec} />
      </div>
    </Page>
  );
}

/** What a pause means just now: who acts next, and what is kept. */
function PauseNote({ sweep }: { sweep: SweepDetail }) {
  const { pausing, paused } = sweep.jobCounts;
  const state = sweepState(sweep);
  if (state === 'pausing')
    return (
      <p className="hint">
        {formatPlural(pausing, 'running job')} still{' '}
        {pausing === 1 ? 'writes a checkpoint' : 'write checkpoints'}.
      </p>
    );
  if (state !== 'paused') return null;
  return (
    <p className="hint">
      Nothing runs until somebody resumes the sweep: {formatPlural(paused, 'job')}{' '}
      {paused === 1 ? 'waits' : 'wait'} to go on from the last checkpoint.
    </p>
  );
}

/** Charts and tables; a series that is hidden in one chart is hidden in all. */
function SweepResults({ sweep }: { sweep: SweepDetail }) {
  const jobs = useQuery(sweepJobsQuery(sweep.id));
  const series = useHiddenSeries();
  return (
    <>
      <DataWarnings sweepId={sweep.id} />
      <FrontierResults key={sweep.id} sweep={sweep} series={series} />
      <QueryView query={jobs} lines={6}>
        {({ items }) => (
          <>
            <JobsTable jobs={items} groups={sweep.spec.groups} />
            <CurvesSection jobs={items} groups={sweep.spec.groups} series={series} />
            <ExamplesSection sweep={sweep} jobs={items} />
            <PicturesSection sweep={sweep} jobs={items} />
          </>
        )}
      </QueryView>
    </>
  );
}
