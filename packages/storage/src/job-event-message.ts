/** The line that people read in a job's history. */
import type { AttemptOutcome, JobDecision, JobEvent } from '@yoto/core';
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
  preempted: 'was preempted',
  cancelled: 'was cancelled',
};

export function describeTransition(
  before: JobRow,
  event: JobEvent,
  to: Extract<JobDecision, { type: 'change' }>,
  details: TransitionDetails,
): { type: string; message: string } {
  switch (event.type) {
    case 'claim': {
      const { engine, device } = details.claimedBy ?? {};
      return { type: 'started', message: `Attempt ${to.attempt} started on ${engine} (${device})` };
    }
    case 'complete':
      return { type: 'completed', message: `Completed by attempt ${event.attempt}` };
    case 'cancel':
      return {
        type: 'cancelled',
        message: before.state === 'running' ? 'Cancelled while running' : 'Cancelled',
      };
    case 'retry':
      return { type: 'retried', message: `Queued again after it was ${before.state}` };
    case 'end': {
      const because = details.errorMessage ? `: ${details.errorMessage}` : '';
      const ended = `Attempt ${event.attempt} ${OUTCOME_WORDS[event.outcome]}${because}`;
      if (to.state === 'failed') return { type: 'failed', message: `${ended}. The job failed` };
      const when = to.notBefore ? ` for ${to.notBefore.toISOString()}` : '';
      return { type: 'requeued', message: `${ended}. Queued again${when}` };
    }
  }
}
