/** A trained model on its way into the browser, or why it cannot run there. */
import { useQuery } from '@tanstack/react-query';
import type { JobDetail, TaskDetail } from '@yoto/core';
import { isExploredTask } from '@yoto/tasks/explored';
import { modelQuery } from '../api/job-queries.ts';
import { ErrorPanel } from '../components/error-panel.tsx';
import { QueryView, Skeleton } from '../components/query-view.tsx';
import type { ModelThread } from './model-thread.ts';
import { NotBuiltIn } from './not-built-in.tsx';
import { RunningModel } from './running-model.tsx';
import { useHeldOut } from './use-held-out.ts';
import { useModel } from './use-model.ts';

interface ExploreViewProps {
  job: JobDetail;
  task: TaskDetail;
  /** Of the checkpoint. */
  sha256: string;
  /** Undefined while it starts. */
  thread: ModelThread | undefined;
}

export function ExploreView(props: ExploreViewProps) {
  const { job, task } = props;
  return isExploredTask(task.id) ? <LoadedModel {...props} /> : <NotBuiltIn job={job} task={task} />;
}

function LoadedModel({ job, task, sha256, thread }: ExploreViewProps) {
  const stored = useQuery(modelQuery(job.id, sha256));
  const heldOut = useHeldOut(job);
  const { model, error } = useModel(thread, stored.data);
  if (error) return <ErrorPanel error={error} />;
  if (stored.data && model) return <RunningModel {...{ job, task, model, heldOut }} />;
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
