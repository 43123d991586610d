/** The trained models of a sweep, running in the browser. Its address says which. */
import { usePrefetchQuery, useQuery } from '@tanstack/react-query';
import { AppError, type JobDetail, type JobSummary, type SweepDetail } from '@yoto/core';
import { Link, useParams, useSearchParams } from 'react-router';
import { jobQuery } from '../api/job-queries.ts';
import { sweepJobsQuery, sweepQuery, tasksQuery } from '../api/queries.ts';
import { useLiveUpdates } from '../api/use-live-updates.ts';
import { jobLabel } from '../charts/curves-chart.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Page } from '../components/page.tsx';
import { QueryView } from '../components/query-view.tsx';
import { ExploreView } from '../explore/explore-view.tsx';
import { askedEngine, type ModelThread, useModelThread } from '../explore/model-thread.ts';
import { formatCount } from '../format/numbers.ts';
import { bestCheckpoint, newestCheckpoint } from './job/checkpoints-table.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import '../styles/explore.css';

export default function ExplorePage() {
  const { id = '' } = useParams();
  const [asked] = useSearchParams();
  useLiveUpdates({ sweepId: id });
  const sweep = useQuery(sweepQuery(id));
  const jobs = useQuery(sweepJobsQuery(id));
  // What takes long, and all that is needed later, begins at once.
  usePrefetchQuery(tasksQuery());
  const thread = useModelThread(sweep.data?.taskId, askedEngine(asked));
  if (sweep.error instanceof AppError && ['not_found', 'invalid_input'].includes(sweep.error.code))
    return <NotFoundPage what="sweep" />;
  return (
    <Page
      title="Explore a trained model"
      parent={{ to: `/sweeps/${id}`, label: sweep.data?.name ?? 'Sweep' }}
    >
      <QueryView query={sweep} lines={10}>
        {(loaded) => (
          <QueryView query={jobs} lines={10}>
            {({ items }) => <Models sweep={loaded} jobs={items} thread={thread} />}
          </QueryView>
        )}
      </QueryView>
    </Page>
  );
}

interface ModelsProps {
  sweep: SweepDetail;
  jobs: readonly JobSummary[];
  thread: ModelThread | undefined;
}

function Models({ sweep, jobs, thread }: ModelsProps) {
  const [query, setQuery] = useSearchParams();
  const models = jobs.filter(({ kind, step }) => (kind === 'yoto' || kind === 'fixed') && step > 0);
  const asked = query.get('job');
  const chosen = models.find(({ id }) => id === asked) ?? firstShown(models);
  const job = useQuery({ ...jobQuery(chosen?.id ?? ''), enabled: chosen !== undefined });
  if (!chosen) return <NoModel sweepId={sweep.id} />;
  return (
    <>
      <div className="explore-choice">
        <label className="filter">
          <span>Model</span>
          <select
            value={chosen.id}
            onChange={({ target }) => setQuery({ job: target.value }, { replace: true })}
          >
            {models.map((one) => (
              <option key={one.id} value={one.id}>
                {jobLabel(one)}
              </option>
            ))}
          </select>
        </label>
        {job.data && <CheckpointSelect job={job.data} />}
      </div>
      <QueryView query={job} lines={10}>
        {(loaded) => <Explored key={loaded.id} job={loaded} taskId={sweep.taskId} thread={thread} />}
      </QueryView>
    </>
  );
}

/** The first YOTO model that is through, else the first that has begun. */
const firstShown = (models: readonly JobSummary[]): JobSummary | undefined => {
  const yoto = models.filter(({ kind }) => kind === 'yoto');
  return yoto.find(({ state }) => state === 'completed') ?? yoto[0] ?? models[0];
};

type Checkpoint = JobDetail['checkpoints'][number];

/** The one that is asked for; else the newest, which the job's evaluation and pictures are of. */
function shownCheckpoint({ checkpoints }: JobDetail, query: URLSearchParams): Checkpoint | undefined {
  const asked = checkpoints.find(({ sha256 }) => sha256 === query.get('checkpoint'));
  return asked ?? newestCheckpoint(checkpoints);
}

function CheckpointSelect({ job }: { job: JobDetail }) {
  const [query, setQuery] = useSearchParams();
  const { checkpoints } = job;
  if (checkpoints.length < 2) return null;
  const best = bestCheckpoint(checkpoints);
  const last = newestCheckpoint(checkpoints);
  const marks = (one: Checkpoint) => [one === last && 'newest', one === best && 'best'].filter(Boolean);
  return (
    <label className="filter">
      <span>After</span>
      <select
        value={shownCheckpoint(job, query)?.sha256}
        onChange={({ target }) => setQuery({ job: job.id, checkpoint: target.value }, { replace: true })}
      >
        {checkpoints.map((one) => (
          <option key={one.sha256} value={one.sha256}>
            {formatCount(one.step)} steps{marks(one).length > 0 && ` (${marks(one).join(', ')})`}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ExploredProps extends Pick<ModelsProps, 'thread'> {
  job: JobDetail;
  taskId: string;
}

function Explored({ job, taskId, thread }: ExploredProps) {
  const [query] = useSearchParams();
  const tasks = useQuery(tasksQuery());
  const checkpoint = shownCheckpoint(job, query);
  if (!checkpoint) return <NoCheckpoint job={job} />;
  return (
    <QueryView query={tasks} lines={10}>
      {({ items }) => {
        const task = items.find(({ id }) => id === taskId);
        if (!task) return <p className="hint">This server does not have the task “{taskId}” any more.</p>;
        return <ExploreView key={checkpoint.sha256} {...{ job, task, thread, sha256: checkpoint.sha256 }} />;
      }}
    </QueryView>
  );
}

function NoModel({ sweepId }: { sweepId: string }) {
  return (
    <EmptyState title="No model yet">
      <p>
        No job of this sweep has trained a model so far. Come back once one has written its first checkpoint.
      </p>
      <Link className="button" to={`/sweeps/${sweepId}`}>
        Back to the sweep
      </Link>
    </EmptyState>
  );
}

function NoCheckpoint({ job: { id, state } }: { job: JobDetail }) {
  const isOver = ['completed', 'failed', 'cancelled'].includes(state);
  return (
    <EmptyState title={isOver ? 'This model is gone' : 'No checkpoint yet'}>
      <p>
        {isOver
          ? 'The job has no checkpoint: it ended before its first one, or they were removed. Choose another model, or run the job again.'
          : 'The job has not written a checkpoint yet. This page shows the model as soon as there is one.'}
      </p>
      <Link className="button" to={`/jobs/${id}`}>
        To the job
      </Link>
    </EmptyState>
  );
}
