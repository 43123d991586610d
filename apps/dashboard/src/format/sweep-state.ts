/** One word for a sweep, from how many of its jobs are in which state. */
import type { JobState, SweepSummary } from '@yoto/core';

export type SweepState = JobState | 'partly failed';
type Counted = Pick<SweepSummary, 'jobCounts'>;

/** States in the order in which progress bars and legends show them. */
export const JOB_STATES: readonly JobState[] = [
  'completed',
  'running',
  'pausing',
  'queued',
  'paused',
  'failed',
  'cancelled',
];

/**
 * What moves says more than what waits: a sweep is `paused` only when nothing but paused jobs is left to do.
 * `partly failed` is a sweep that ended with some jobs completed and some not.
 */
export function sweepState({ jobCounts }: Counted): SweepState {
  const { queued, running, pausing, paused, completed, failed, cancelled } = jobCounts;
  if (running > 0) return 'running';
  if (queued > 0) return completed + failed + pausing > 0 ? 'running' : 'queued';
  if (pausing > 0) return 'pausing';
  if (paused > 0) return 'paused';
  if (failed > 0) return completed > 0 ? 'partly failed' : 'failed';
  if (cancelled > 0) return 'cancelled';
  return 'completed';
}

export const jobTotal = ({ jobCounts }: Counted): number =>
  JOB_STATES.reduce((sum, state) => sum + jobCounts[state], 0);

/** How many jobs each thing that a person may ask of a sweep would change; 0 where it makes no sense. */
export function changeable({ jobCounts }: Counted) {
  const { queued, running, pausing, paused, failed, cancelled } = jobCounts;
  const unfinished = queued + running + pausing + paused;
  return {
    pause: queued + running,
    resume: pausing + paused,
    cancel: unfinished,
    retryFailed: failed,
    retryCancelled: cancelled,
    /** Only a sweep whose jobs have all ended can be deleted. */
    delete: unfinished === 0 ? jobTotal({ jobCounts }) : 0,
  };
}
