/** One word for a sweep, from how many of its jobs are in which state. */
import { z } from 'zod';
import { JobState } from '../job/job-state.ts';

/** `partly-failed`: it ended with some jobs completed and some failed. */
export const SweepState = z.enum([...JobState.options, 'partly-failed']).meta({ id: 'SweepState' });
export type SweepState = z.infer<typeof SweepState>;

/** What moves says more than what waits: a sweep is `paused` only when nothing but paused jobs is left to do. */
export function sweepState({ jobCounts }: { jobCounts: Readonly<Record<JobState, number>> }): SweepState {
  const { queued, running, pausing, paused, completed, failed, cancelled } = jobCounts;
  if (running > 0) return 'running';
  if (queued > 0) return completed + failed + pausing > 0 ? 'running' : 'queued';
  if (pausing > 0) return 'pausing';
  if (paused > 0) return 'paused';
  if (failed > 0) return completed > 0 ? 'partly-failed' : 'failed';
  if (cancelled > 0) return 'cancelled';
  return 'completed';
}
