/** The line that people read in a job's history. */
import { type AttemptOutcome, type EventType, isOwned, type JobDecision, type JobEvent } from '@yoto/core';
import type { TransitionDetails } from './job-transition.ts';
import type { JobRow } from './storage.ts';

const OUTCOME_WORDS: Record<AttemptOutcome, string> = {
  completed: 'completed',
  failed: 'failed',
  diverged: 'diverged',
  out_of_memory: 'ran out of memory',
  data_error: 'could not use its data',
  crashed: 'crashed',
  stalled: 'gave no sign of life',
  worker_error: 'ended by a fault of its worker',
  preempted: 'was preempted',
  paused: 'was paused',
  cancelled: 'was cancelled',
};

export function describeTransition(
  before: JobRow,
  event: JobEvent,
  to: Extract<JobDecision, { type: 'change' }>,
  details: TransitionDetails,
): { type: EventType; message: string } {
  switch (event.type) {
    case 'claim': {
      const { engine, device } = details.claimedBy ?? {};
      return { type: 'started', message: `Attempt ${to.attempt} started on ${engine} (${device})` };
    }
    case 'complete':
      return { type: 'completed', message: `Attempt ${event.attempt} completed the job` };
    case 'cancel':
      return {
        type: 'cancelled',
        message: isOwned(before.state) ? 'Cancelled while running' : 'Cancelled',
      };
    case 'pause':
      if (to.state === 'paused')
        return {
          type: 'paused',
          message: before.attempt === 0 ? 'Paused before its first attempt' : 'Paused',
        };
      return {
        type: 'pausing',
        message: `Pausing: attempt ${before.attempt} is asked to save a checkpoint and to stop`,
      };
    case 'resume': {
      const how = to.state === 'running' ? `attempt ${before.attempt} goes on` : 'queued again';
      return { type: 'resumed', message: `Resumed: ${how}` };
    }
    case 'retry':
      return { type: 'retried', message: `Queued again after it was ${before.state}` };
    case 'block':
      return { type: 'failed', message: details.errorMessage ?? 'It cannot start' };
    case 'end':
      return describeEnd(before, event, to, details);
  }
}

function describeEnd(
  before: JobRow,
  event: Extract<JobEvent, { type: 'end' }>,
  to: Extract<JobDecision, { type: 'change' }>,
  { errorMessage }: TransitionDetails,
): { type: EventType; message: string } {
  const asked = before.state === 'pausing' && event.outcome === 'preempted';
  const because = errorMessage && !asked ? `: ${errorMessage}` : '';
  const ended = `Attempt ${event.attempt} ${OUTCOME_WORDS[asked ? 'paused' : event.outcome]}${because}`;
  if (to.state === 'failed') return { type: 'failed', message: `${ended}. The job failed` };
  if (to.state === 'paused') {
    return { type: 'paused', message: asked ? ended : `${ended}. The job stays paused` };
  }
  const when = to.notBefore ? ` for ${to.notBefore.toISOString()}` : '';
  return { type: 'requeued', message: `${ended}. Queued again${when}` };
}
