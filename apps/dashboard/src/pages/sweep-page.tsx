import { useQuery } from '@tanstack/react-query';
import { AppError, type JobSummary, type SweepDetail } from '@yoto/core';
import type { ReactNode } from 'react';
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
import { formatDuration } from '../format/time.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { AnalysisTab } from './sweep/analysis/analysis-section.tsx';
import { CurvesSection } from './sweep/curves-section.tsx';
import { DataSection, DataWarnings } from './sweep/data-section.tsx';
import { EventList } from './sweep/event-list.tsx';
import { ExamplesSection } from './sweep/examples-section.tsx';
import { FrontierResults } from './sweep/frontier-results.tsx';
import { JobMatrixSection } from './sweep/job-matrix-section.tsx';
import { JobsTable } from './sweep/jobs-table.tsx';
import { PicturesSection } from './sweep/pictures-section.tsx';
import { SpecSection } from './sweep/spec-section.tsx';
import { SweepActions } from './sweep/sweep-actions.tsx';
import { SweepMarks } from './sweep/sweep-marks.tsx';
import { isSweepTab, type SweepTab, SweepTabs } from './sweep/sweep-tabs.tsx';

const PARENT = { to: '/sweeps', label: 'Sweeps' };

export default function SweepPage() {
  const { id = '', '*': tab = '' } = useParams();
  useLiveUpdates({ sweepId: id });
  const query = useQuery(sweepQuery(id));
  if (query.error instanceof AppError && ['not_found', 'invalid_input'].includes(query.error.code))
    return <NotFoundPage what="sweep" />;
  if (!isSweepTab(tab)) return <NotFoundPage />;
  if (query.data) return <LoadedSweep key={query.data.id} sweep={query.data} tab={tab} />;
  return (
    <Page title="Sweep" parent={PARENT}>
      <QueryView query={query} lines={10}>
        {() => null}
      </QueryView>
    </Page>
  );
}

interface TabProps {
  sweep: SweepDetail;
  tab: SweepTab;
}

function LoadedSweep({ sweep, tab }: TabProps) {
  return (
    <Page
      title={sweep.name}
      address={`/sweeps/${sweep.id}`}
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
          {sweep.secondsLeft !== null && (
            <Fact label="time left">≈ {formatDuration(sweep.secondsLeft * 1000)}</Fact>
          )}
          <SweepMarks sweep={sweep} />
        </>
      }
      actions={<SweepActions sweep={sweep} />}
    >
      {sweep.spec.description && <p className="description">{sweep.spec.description}</p>}
      <HowFar sweep={sweep} />
      <SweepTabs sweepId={sweep.id} />
      <SweepPart sweep={sweep} tab={tab} />
    </Page>
  );
}

/** Nothing of a sweep that is all done: its badge says so. */
function HowFar({ sweep }: { sweep: SweepDetail }) {
  if (sweepState(sweep) === 'completed') return null;
  return (
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

/** The chosen part; a series that is hidden in one chart is hidden in all. Each asks only for what it shows. */
function SweepPart({ sweep, tab }: TabProps) {
  const series = useHiddenSeries();
  const { groups } = sweep.spec;
  switch (tab) {
    case '':
      return (
        <>
          <DataWarnings sweepId={sweep.id} />
          <FrontierResults sweep={sweep} series={series} />
        </>
      );
    case 'analysis':
      return (
        <>
          <DataWarnings sweepId={sweep.id} />
          <AnalysisTab sweep={sweep} />
        </>
      );
    case 'jobs':
      return (
        <WithJobs sweep={sweep}>
          {(jobs) => (
            <>
              <JobMatrixSection jobs={jobs} />
              <JobsTable jobs={jobs} groups={groups} />
            </>
          )}
        </WithJobs>
      );
    case 'curves':
      return (
        <WithJobs sweep={sweep}>
          {(jobs) => <CurvesSection jobs={jobs} groups={groups} series={series} />}
        </WithJobs>
      );
    case 'examples':
      return <WithJobs sweep={sweep}>{(jobs) => <ExamplesSection sweep={sweep} jobs={jobs} />}</WithJobs>;
    case 'pictures':
      return <PicturesSection sweep={sweep} />;
    case 'spec':
      return (
        <SpecSection spec={sweep.spec}>
          <DataSection sweepId={sweep.id} />
        </SpecSection>
      );
    case 'activity':
      return <EventList sweepId={sweep.id} />;
  }
}

interface WithJobsProps {
  sweep: SweepDetail;
  children: (jobs: readonly JobSummary[]) => ReactNode;
}

function WithJobs({ sweep, children }: WithJobsProps) {
  const query = useQuery(sweepJobsQuery(sweep.id));
  return (
    <QueryView query={query} lines={8}>
      {({ items }) => children(items)}
    </QueryView>
  );
}
