/** What a sweep looks like at one moment, and what is read off it. */
import { isTerminal, type JobSummary, lambdaLabel, type SweepDetail, seriesName } from '@yoto/core';

export interface SweepSnapshot {
  sweep: SweepDetail;
  jobs: JobSummary[];
}

export const hasEnded = ({ jobs }: SweepSnapshot): boolean => jobs.every((job) => isTerminal(job.state));

/** Whether nothing goes on before a person resumes it: some jobs are paused, and all others have ended. */
export const isPaused = (snapshot: SweepSnapshot): boolean =>
  !hasEnded(snapshot) && snapshot.jobs.every((job) => job.state === 'paused' || isTerminal(job.state));

/** Whether every job did what it was meant to do. */
export const allCompleted = ({ jobs }: SweepSnapshot): boolean =>
  jobs.every((job) => job.state === 'completed');

/** e.g. `grid, kl 4`, `interpolation of grid` or `yoto, seed 1`; the seed is named where its group has several. */
export function jobName(job: JobSummary, jobs: readonly JobSummary[]): string {
  const severalSeeds = jobs.some((other) => other.group === job.group && other.seed !== job.seed);
  const parts = [seriesName(job.group, job.kind)];
  if (job.lambda) parts.push(lambdaLabel(job.lambda));
  if (severalSeeds) parts.push(`seed ${job.seed}`);
  return parts.join(', ');
}

/** e.g. `4 completed, 1 running`; states without jobs are left out. */
export function countsText(counts: Readonly<Record<string, number>>): string {
  const present = Object.entries(counts).filter(([, count]) => count > 0);
  return present.map(([state, count]) => `${count} ${state}`).join(', ') || 'no jobs';
}

/** A line for each reason for which queued jobs do not start. */
export const cannotStartLines = ({ sweep }: SweepSnapshot): string[] =>
  sweep.cannotStart.map(
    ({ jobs, reason }) => `${jobs} queued ${jobs === 1 ? 'job does' : 'jobs do'} not start. ${reason}`,
  );

/** A line for each job that failed, with the reason it gave. */
export function failureLines({ jobs }: SweepSnapshot): string[] {
  return jobs
    .filter((job) => job.state === 'failed')
    .map((job) => `failed: ${jobName(job, jobs)}: ${job.errorMessage ?? job.errorCode ?? 'no reason given'}`);
}

/** Below this share of the steps the rate is that of starting up. */
const LEAST_SHARE = 0.01;

/**
 * Seconds until the last job ends, if steps go on at their mean rate since the first job was started; jobs that failed
 * or were cancelled are done. Undefined where nothing runs, or too little is done to tell. Evaluations count with the
 * steps beside them, and so do pauses.
 */
export function secondsLeft({ jobs }: SweepSnapshot, nowMs: number): number | undefined {
  if (!jobs.some((job) => job.state === 'running')) return undefined;
  const starts = jobs.flatMap(({ startedAt }) => (startedAt === null ? [] : [Date.parse(startedAt)]));
  const done = jobs.reduce((sum, job) => sum + Math.min(job.step, job.steps), 0);
  const left = jobs.reduce(
    (sum, job) => sum + (isTerminal(job.state) ? 0 : Math.max(0, job.steps - job.step)),
    0,
  );
  const spentSeconds = (nowMs - Math.min(...starts)) / 1000;
  if (left === 0 || done < LEAST_SHARE * (done + left) || !(spentSeconds > 0)) return undefined;
  return (left * spentSeconds) / done;
}

const MOST_ROWS = 16;

export interface ProgressRow {
  name: string;
  step: number;
  steps: number;
  /** State of the job, or how many of a group's jobs are in which state. */
  state: string;
}

/** One row per job; one per group where the jobs would not fit on a screen. */
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
