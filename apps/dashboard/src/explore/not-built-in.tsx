/** Why models of a task cannot be explored, and what can be done instead. */
import type { JobDetail, TaskDetail } from '@yoto/core';
import { Link } from 'react-router';
import { EmptyState } from '../components/empty-state.tsx';

interface NotBuiltInProps {
  job: Pick<JobDetail, 'id' | 'sweepId'>;
  task: Pick<TaskDetail, 'id' | 'title'>;
}

export function NotBuiltIn({ job, task }: NotBuiltInProps) {
  return (
    <EmptyState title={`Models of “${task.title}” cannot run in this browser`}>
      <p>
        Explore runs a model with the code of its task, which must be part of the dashboard when it is built.
        The task <code>{task.id}</code> is not: it offers no code for browsers, or it was added to this server
        with <code>TASK_PACKAGES</code>, whose code only the workers load.
      </p>
      <p>You can:</p>
      <ul>
        <li>
          look at the <Link to={`/sweeps/${job.sweepId}/pictures`}>pictures</Link> and{' '}
          <Link to={`/sweeps/${job.sweepId}/examples`}>examples</Link> that the sweep has stored at each
          lambda that it evaluated
        </li>
        <li>
          download a checkpoint from the <Link to={`/jobs/${job.id}/files`}>files of the job</Link> and run
          the model in a program of your own
        </li>
        <li>
          add Explore to the task: write an <code>ExploreTask</code>, list it in{' '}
          <code>packages/tasks/src/explore.ts</code> and build the dashboard again, as the section “Explore”
          of <code>docs/task-guide.md</code> describes
        </li>
      </ul>
      <Link className="button" to={`/sweeps/${job.sweepId}`}>
        Back to the sweep
      </Link>
    </EmptyState>
  );
}
