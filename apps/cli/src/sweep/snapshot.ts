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
