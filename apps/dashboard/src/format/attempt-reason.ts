/** Why an attempt ended, in words for a person: what happened, and what it means for the job. */
import type { AttemptDetail, AttemptOutcome } from '@yoto/core';

interface AttemptReason {
  label: string;
  explanation: string;
  /** Whose doing it was: `good` nobody's, `asked` a person's, `worker` the worker's, `job` the job's own. */
  tone: 'running' | 'good' | 'asked' | 'worker' | 'job';
}

const COSTS_NOTHING = 'The job goes on from its last checkpoint, and this costs it no retry.';
const NOT_AGAIN = 'It is not tried again by itself, as it would only end the same way.';

const REASONS: Record<AttemptOutcome, AttemptReason> = {
  completed: { label: 'completed', explanation: 'It trained to the last step.', tone: 'good' },
  failed: {
    label: 'failed',
    explanation: "The training itself failed, which uses up one of the job's attempts.",
    tone: 'job',
  },
  diverged: {
    label: 'diverged',
    explanation: `The loss became infinite or not a number. ${NOT_AGAIN} The last good checkpoint is kept.`,
    tone: 'job',
  },
  out_of_memory: {
    label: 'out of memory',
    explanation: `The job needs more memory than the device has: make its batches or its model smaller. ${NOT_AGAIN}`,
    tone: 'job',
  },
  data_error: {
    label: 'bad data',
    explanation: `The data set could not be read, or is not what the task expects. ${NOT_AGAIN}`,
    tone: 'job',
  },
  crashed: {
    label: 'crashed',
    explanation: `The training process died without a word: it was killed, or its machine went away. ${COSTS_NOTHING}`,
    tone: 'worker',
  },
  stalled: {
    label: 'stalled',
    explanation: `The worker gave no sign of life for too long, so the job was taken from it. ${COSTS_NOTHING}`,
    tone: 'worker',
  },
  worker_error: {
    label: 'worker error',
    explanation: `The worker could not train anything (no engine, a full disk, wrong settings). ${COSTS_NOTHING}`,
    tone: 'worker',
  },
  preempted: {
    label: 'preempted',
    explanation: `The worker was told to stop and handed the job back. ${COSTS_NOTHING}`,
    tone: 'worker',
  },
  paused: {
    label: 'paused',
    explanation: 'Somebody paused the job: it wrote a checkpoint and gave its device back.',
    tone: 'asked',
  },
  cancelled: { label: 'cancelled', explanation: 'Somebody cancelled the job.', tone: 'asked' },
};

const RUNNING: AttemptReason = { label: 'running', explanation: '', tone: 'running' };
const UNKNOWN: AttemptReason = {
  label: 'ended',
  explanation: 'Nothing is known of its end.',
  tone: 'worker',
};

export function attemptReason({ outcome, finishedAt }: Pick<AttemptDetail, 'outcome' | 'finishedAt'>) {
  if (outcome !== null) return REASONS[outcome];
  return finishedAt === null ? RUNNING : UNKNOWN;
}
