/** The life of a job as a pure function: storage applies its decisions with compare-and-set. */
import { z } from 'zod';

/**
 * `pausing`: an attempt still owns the job and was asked to save a checkpoint and to stop; `paused`: nobody owns it, and
 * nobody may claim it before a person resumes it.
 */
export const JobState = z
  .enum(['queued', 'running', 'pausing', 'paused', 'completed', 'failed', 'cancelled'])
  .meta({ id: 'JobState' });
export type JobState = z.infer<typeof JobState>;

/**
 * Why an attempt ended. `crashed`, `stalled`, `worker_error` (the worker cannot train anything: no engine, a full
 * disk) and `preempted` are the worker's doing and cost the job no retry.
 */
export const AttemptOutcome = z
  .enum([
    'completed',
    'failed',
    'diverged',
    'out_of_memory',
    'data_error',
    'crashed',
    'stalled',
    'worker_error',
    'preempted',
    'paused',
    'cancelled',
  ])
  .meta({ id: 'AttemptOutcome' });
export type AttemptOutcome = z.infer<typeof AttemptOutcome>;

/** What a worker (or whoever finds it dead) can say of an attempt that did not complete; people do the rest. */
export type EndOutcome = Exclude<AttemptOutcome, 'completed' | 'cancelled' | 'paused'>;

/** What the decision depends on. `attempt` is the number of the newest attempt, 0 before the first. */
export interface JobSnapshot {
  state: JobState;
  attempt: number;
  /** Attempts that failed by the job's own doing. */
  failures: number;
  retry: { maxAttempts: number; backoffMs: number };
}

export type JobEvent =
  | { type: 'claim' }
  | { type: 'complete'; attempt: number }
  /** The attempt ended without completing. */
  | { type: 'end'; attempt: number; outcome: EndOutcome }
  | { type: 'cancel' }
  /** A person wants the device for something else: what is done is kept, and nothing more is started. */
  | { type: 'pause' }
  | { type: 'resume' }
  /** A job that it needs will not be there. */
  | { type: 'block' }
  /** A person asks for another run of a failed or cancelled job. */
  | { type: 'retry' };

export type JobDecision =
  | { type: 'change'; state: JobState; attempt: number; failures: number; notBefore: Date | null }
  /** Nothing to do: the job is already where the event would bring it. */
  | { type: 'ignore' }
  | { type: 'refuse'; code: 'conflict' | 'stale_attempt'; reason: string };

export const isTerminal = (state: JobState): boolean => ['completed', 'failed', 'cancelled'].includes(state);

/** States in which the newest attempt owns the job: its writes count, and nobody else may claim it. */
export const OWNED_STATES = ['running', 'pausing'] as const satisfies readonly JobState[];
export const isOwned = (state: JobState): boolean => (OWNED_STATES as readonly JobState[]).includes(state);

/** Outcomes that the same job would only meet again: it fails at once, keeping its last good checkpoint. */
const HOPELESS: ReadonlySet<AttemptOutcome> = new Set(['diverged', 'data_error', 'out_of_memory']);
const WORKERS_DOING: ReadonlySet<AttemptOutcome> = new Set([
  'crashed',
  'stalled',
  'worker_error',
  'preempted',
]);
/** Faults that may come back at once: another worker gets the time to take the job. */
const DELAYED: ReadonlySet<AttemptOutcome> = new Set(['crashed', 'worker_error']);
/** A job that takes its worker down every time must not do so for ever. */
export const MOST_ATTEMPTS = 100;
const CRASH_DELAY_MS = 2000;
/** Doubling would soon lead past the end of time. */
const LONGEST_DELAY_MS = 86_400_000;

/** What an event does to a job. `now` is passed in, so that the function is pure. */
export function nextJobState(job: JobSnapshot, event: JobEvent, now: Date): JobDecision {
  switch (event.type) {
    case 'claim':
      if (job.state !== 'queued') return refuse('conflict', `the job is ${job.state}, not queued`);
      return change(job, { state: 'running', attempt: job.attempt + 1 });
    case 'complete':
      return staleReason(job, event.attempt) ?? change(job, { state: 'completed' });
    case 'end':
      return staleReason(job, event.attempt) ?? afterAttempt(job, event.outcome, now);
    case 'cancel':
      if (job.state === 'cancelled') return { type: 'ignore' };
      if (isTerminal(job.state)) return refuse('conflict', `the job is already ${job.state}`);
      return change(job, { state: 'cancelled' });
    case 'pause':
      return pause(job);
    case 'resume':
      return resume(job);
    case 'block':
      if (job.state === 'queued') return change(job, { state: 'failed' });
      return refuse('conflict', `the job is ${job.state}, not queued`);
    case 'retry':
      return retry(job);
  }
}

function pause(job: JobSnapshot): JobDecision {
  if (job.state === 'pausing' || job.state === 'paused') return { type: 'ignore' };
  if (isTerminal(job.state)) return refuse('conflict', `the job is already ${job.state}`);
  return change(job, { state: job.state === 'running' ? 'pausing' : 'paused' });
}

function resume(job: JobSnapshot): JobDecision {
  if (job.state === 'queued' || job.state === 'running') return { type: 'ignore' };
  if (isTerminal(job.state)) {
    const instead = job.state === 'completed' ? '' : ': retry it instead';
    return refuse('conflict', `the job is ${job.state}, not paused${instead}`);
  }
  return change(job, { state: job.state === 'pausing' ? 'running' : 'queued' });
}

function retry(job: JobSnapshot): JobDecision {
  if (job.state === 'queued' || isOwned(job.state)) return { type: 'ignore' };
  if (job.state === 'paused') return refuse('conflict', 'the job is paused: resume it instead');
  if (job.state === 'completed')
    return refuse('conflict', 'the job is completed: submit a new sweep to run it again');
  return change(job, { state: 'queued', failures: 0 });
}

function afterAttempt(job: JobSnapshot, outcome: EndOutcome, now: Date): JobDecision {
  const pausing = job.state === 'pausing';
  if (WORKERS_DOING.has(outcome)) {
    if (job.attempt >= MOST_ATTEMPTS && outcome !== 'preempted') return change(job, { state: 'failed' });
    if (pausing) return change(job, { state: 'paused' });
    if (!DELAYED.has(outcome)) return change(job, { state: 'queued' });
    return change(job, { state: 'queued', notBefore: new Date(now.getTime() + CRASH_DELAY_MS) });
  }
  const failures = job.failures + 1;
  if (HOPELESS.has(outcome) || failures >= job.retry.maxAttempts)
    return change(job, { state: 'failed', failures });
  if (pausing) return change(job, { state: 'paused', failures });
  const delayMs = Math.min(LONGEST_DELAY_MS, job.retry.backoffMs * 2 ** (failures - 1));
  return change(job, { state: 'queued', failures, notBefore: new Date(now.getTime() + delayMs) });
}

function staleReason(job: JobSnapshot, attempt: number): JobDecision | undefined {
  if (isOwned(job.state) && job.attempt === attempt) return undefined;
  return refuse(
    'stale_attempt',
    `attempt ${attempt} no longer owns the job (it is ${job.state}, attempt ${job.attempt})`,
  );
}

const refuse = (code: 'conflict' | 'stale_attempt', reason: string): JobDecision => ({
  type: 'refuse',
  code,
  reason,
});

function change(
  job: JobSnapshot,
  to: { state: JobState; attempt?: number; failures?: number; notBefore?: Date },
) {
  return {
    type: 'change' as const,
    state: to.state,
    attempt: to.attempt ?? job.attempt,
    failures: to.failures ?? job.failures,
    notBefore: to.notBefore ?? null,
  };
}
