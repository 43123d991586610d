/** One word for a sweep, from how many of its jobs are in which state. */
import type { JobState, SweepSummary } from '@yoto/core';

export type SweepState = JobState | 'partly failed';

/** States in the order in which progress bars and legends show them. */
export const JOB_STATES: readonly JobState[] = ['completed', 'running', 'queued', 'failed', 'cancelled'];

/** `partly failed` is a sweep that ended with some jobs completed and some not. */
export function sweepState({ jobCounts }: Pick<SweepSummary, 'jobCounts'>): SweepState {
  if (jobCounts.running > 0) return 'running';
  if (jobCounts.queued > 0) return jobCounts.completed + jobCounts.failed > 0 ? 'running' : 'queued';
  if (jobCounts.failed > 0) return jobCounts.completed > 0 ? 'partly failed' : 'failed';
  if (jobCounts.cancelled > 0) return 'cancelled';
  return 'completed';
}

export const jobTotal = ({ jobCounts }: Pick<SweepSummary, 'jobCounts'>): number =>
  JOB_STATES.reduce((sum, state) => sum + jobCounts[state], 0);

/** Whether something may still change without anyone asking for it. */
export const isActive = ({ jobCounts }: Pick<SweepSummary, 'jobCounts'>): boolean =>
  jobCounts.running + jobCounts.queued > 0;
