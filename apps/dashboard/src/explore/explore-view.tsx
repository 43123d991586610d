/** A trained model on its way into the browser, or why it cannot run there. */
import { useQuery } from '@tanstack/react-query';
import type { JobDetail, TaskDetail } from '@yoto/core';
import { isExploredTask } from '@yoto/tasks/explored';
import { useSearchParams } from 'react-router';
import { modelQuery } from '../api/job-queries.ts';
import { ErrorPanel } from '../components/error-panel.tsx';
import { QueryView, Skeleton } from '../components/query-view.tsx';
import { askedEngine } from './model-thread.ts';
import { NotBuiltIn } from './not-built-in.tsx';
import { RunningModel } from './running-model.tsx';
import { useModel } from './use-model.ts';

interface ExploreViewProps {
  job: JobDetail;
  task: TaskDetail;
  /** Of the checkpoint. */
  sha256: string;
}

export function ExploreView({ job, task, sha256 }: ExploreViewProps) {
  if (!isExploredTask(task.id)) return <NotBuiltIn job={job} task={task} />;
  return <LoadedModel {...{ job, task, sha256 }} />;
}

function LoadedModel({ job, task, sha256 }: ExploreViewProps) {
  const [query] = useSearchParams();
  const stored = useQuery(modelQuery(job.id, sha256));
  const { model, error } = useModel(task.id, stored.data, askedEngine(query));
  if (error) return <ErrorPanel error={error} />;
  if (stored.data && model) return <RunningModel {...{ job, task, model }} />;
  if (stored.data)
    return (
      <>
        <p className="hint" role="status">
          Starting TensorFlow.js in this browser…
        </p>
        <Skeleton lines={8} />
      </>
    );
  return (
    <QueryView query={stored} lines={8}>
      {() => null}
    </QueryView>
  );
}
