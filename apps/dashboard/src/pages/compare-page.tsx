/** Pictures of a sweep side by side: the original and what each series made of it. Its address says what is shown. */
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { AppError, EXAMPLES_FILE, type SweepDetail, type TaskDetail } from '@yoto/core';
import { Link, useParams, useSearchParams } from 'react-router';
import { sweepArtifactsQuery } from '../api/job-queries.ts';
import { sweepJobsQuery, sweepQuery, tasksQuery } from '../api/queries.ts';
import { useLiveUpdates } from '../api/use-live-updates.ts';
import { type CompareChoice, readChoice, writeChoice } from '../compare/compare-choice.ts';
import { CompareView } from '../compare/compare-view.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Page } from '../components/page.tsx';
import { QueryView, Skeleton } from '../components/query-view.tsx';
import { type ShownExamples, useExamples } from '../examples/use-examples.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { DataWarnings } from './sweep/data-section.tsx';

export default function ComparePage() {
  const { id = '' } = useParams();
  useLiveUpdates({ sweepId: id });
  const query = useQuery(sweepQuery(id));
  if (query.error instanceof AppError && ['not_found', 'invalid_input'].includes(query.error.code))
    return <NotFoundPage what="sweep" />;
  const parent = { to: `/sweeps/${id}`, label: query.data?.name ?? 'Sweep' };
  return (
    <Page title="Compare pictures" parent={parent}>
      <DataWarnings sweepId={id} />
      <QueryView query={query} lines={10}>
        {(sweep) => <Comparison sweep={sweep} />}
      </QueryView>
    </Page>
  );
}

function Comparison({ sweep }: { sweep: SweepDetail }) {
  const [query, setQuery] = useSearchParams();
  const choice = readChoice(query);
  const jobs = useQuery(sweepJobsQuery(sweep.id));
  const stored = useQuery(sweepArtifactsQuery(sweep.id, EXAMPLES_FILE));
  const tasks = useQuery(tasksQuery());
  const examples = useExamples(sweep.id, jobs.data?.items ?? [], choice.seed);
  const task = tasks.data?.items.find(({ id }) => id === sweep.taskId);
  // The address follows every move of the slider; the way back leads to where one came from.
  const change = (part: CompareChoice) => setQuery(writeChoice({ ...choice, ...part }), { replace: true });
  const needed: UseQueryResult<unknown>[] = [tasks, jobs, stored];
  const missing = needed.find(({ data }) => data === undefined);
  if (missing) {
    return (
      <QueryView query={missing} lines={10}>
        {() => null}
      </QueryView>
    );
  }
  return <Loaded {...{ sweep, examples, task, choice }} onChoice={change} />;
}

interface LoadedProps {
  sweep: SweepDetail;
  examples: ShownExamples | undefined;
  task: TaskDetail | undefined;
  choice: CompareChoice;
  onChoice: (part: CompareChoice) => void;
}

function Loaded({ sweep, examples, task, choice, onChoice }: LoadedProps) {
  if (examples?.error && examples.originals.size === 0)
    return <p className="hint">The pictures cannot be listed: {examples.error.message}</p>;
  if (examples?.isLoading && examples.originals.size === 0) return <Skeleton lines={10} />;
  if (!examples || examples.originals.size === 0 || !task) return <NothingToCompare sweep={sweep} />;
  return <CompareView {...{ sweepId: sweep.id, examples, task, choice, onChoice }} />;
}

function NothingToCompare({ sweep: { id, jobCounts } }: { sweep: SweepDetail }) {
  const { queued, running, pausing, paused } = jobCounts;
  const isOver = queued + running + pausing + paused === 0;
  return (
    <EmptyState title="No pictures yet">
      <p>
        {isOver
          ? 'No job of this sweep has stored pictures of single examples: its task makes none, or its jobs ended before their last evaluation, or an older version ran them.'
          : 'Jobs store the pictures of their first held-out examples when they are through.'}
      </p>
      <Link className="button" to={`/sweeps/${id}`}>
        Back to the sweep
      </Link>
    </EmptyState>
  );
}
