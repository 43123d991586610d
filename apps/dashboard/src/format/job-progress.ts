/** What the numbers of a job say about how far it is and how long it still takes. */
import { isOwned, type JobSummary } from '@yoto/core';

type Timed = Pick<JobSummary, 'state' | 'attempt' | 'step' | 'steps' | 'startedAt' | 'finishedAt'>;

/** A step that was seen at a time, in one attempt. */
export interface StepSample {
  attempt: number;
  step: number;
  atMs: number;
}

/**
 * Milliseconds until a running job is through, from its mean speed; null while that is unknown. A first attempt
 * began at step 0 when it started; a later one resumed somewhere, so its speed needs a sample seen before.
 */
export function remainingMs(job: Timed, now: number, seen?: StepSample): number | null {
  if (job.state !== 'running') return null;
  const from = reference(job, seen);
  if (!from) return null;
  const steps = job.step - from.step;
  const elapsedMs = now - from.atMs;
  if (steps <= 0 || elapsedMs <= 0) return null;
  return ((job.steps - job.step) * elapsedMs) / steps;
}

function reference(job: Timed, seen: StepSample | undefined): StepSample | null {
  if (job.attempt <= 1 && job.startedAt !== null)
    return { attempt: job.attempt, step: 0, atMs: Date.parse(job.startedAt) };
  return seen && seen.attempt === job.attempt ? seen : null;
}

/** Mean since the attempt began; null before its first step. */
export function stepsPerSecond(
  { step, attempt }: Pick<JobSummary, 'step' | 'attempt'>,
  now: number,
  from: StepSample,
): number | null {
  const elapsedMs = now - from.atMs;
  if (from.attempt !== attempt || step <= from.step || elapsedMs <= 0) return null;
  return ((step - from.step) * 1000) / elapsedMs;
}

/** Wall-clock milliseconds since the job started, until it ended or now; null while it waits. */
export function elapsedMs(job: Timed, now: number): number | null {
  if (job.startedAt === null) return null;
  if (job.finishedAt === null && !isOwned(job.state)) return null;
  const end = job.finishedAt === null ? now : Date.parse(job.finishedAt);
  return Math.max(0, end - Date.parse(job.startedAt));
}
