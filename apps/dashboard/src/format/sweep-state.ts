/** What the states of a sweep's jobs say: one word for the sweep, and what can be asked of it. */
import type { JobState, SweepState, SweepSummary } from '@yoto/core';

export { sweepState } from '@yoto/core';

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

/** As people read it. */
export const stateText = (state: SweepState): string => state.replace('-', ' ');
