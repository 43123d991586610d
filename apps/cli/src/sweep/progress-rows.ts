import { countsText, jobName, type SweepSnapshot } from './snapshot.ts';

const MOST_ROWS = 16;

export interface ProgressRow {
  name: string;
  step: number;
  steps: number;
  /** State of the job, or how many of a group's jobs are in which state. */
  state: string;
}

/** One row a job; one a group where the jobs would not fit on a screen. */
export function progressRows({ jobs }: SweepSnapshot): ProgressRow[] {
  if (jobs.length <= MOST_ROWS) {
    return jobs.map((job) => ({
      name: jobName(job, jobs),
      step: job.step,
      steps: job.steps,
      state:
        job.attempt > 1 && job.state !== 'completed' ? `${job.state} (attempt ${job.attempt})` : job.state,
    }));
  }
  const groups = new Map<string, { step: number; steps: number; counts: Record<string, number> }>();
  for (const job of jobs) {
    const group = groups.get(job.group) ?? { step: 0, steps: 0, counts: {} };
    group.step += job.step;
    group.steps += job.steps;
    group.counts[job.state] = (group.counts[job.state] ?? 0) + 1;
    groups.set(job.group, group);
  }
  return [...groups].map(([name, { step, steps, counts }]) => ({
    name,
    step,
    steps,
    state: countsText(counts),
  }));
}
