/** How a message looks to BullMQ. */
import type { BulkJobOptions } from 'bullmq';
import type { JobMessage } from './job-queue.ts';

export const QUEUE_NAME = 'yoto-jobs';

/** The name of the queue of the tables in `schema`. */
export const queueName = (schema: string): string =>
  schema === 'public' ? QUEUE_NAME : `${QUEUE_NAME}-${schema}`;

const MESSAGE_NAME = 'job';

/** Product priorities are -100..100, higher first; BullMQ's start at 1, lower first. */
const HIGHEST_PRIORITY = 100;

/** What is stored in the queue: ids only. */
export interface MessageData {
  jobId: string;
  attempt: number;
  priority: number;
  notBefore: string | null;
}

/**
 * Unique per (job, attempt): adding it twice delivers it once. Two ids take turns, because a message may be needed again
 * while its handler runs: it woke a worker for another job, which may train for hours.
 */
export function messageIds({ jobId, attempt }: Pick<JobMessage, 'jobId' | 'attempt'>): [string, string] {
  return [`${jobId}-${attempt}`, `${jobId}-${attempt}-again`];
}

export function toBullMessage(message: JobMessage, id: string, now: Date) {
  const { jobId, attempt, priority, notBefore } = message;
  const data: MessageData = { jobId, attempt, priority, notBefore: notBefore?.toISOString() ?? null };
  const options: BulkJobOptions = {
    jobId: id,
    priority: HIGHEST_PRIORITY + 1 - priority,
    delay: Math.max(0, (notBefore?.getTime() ?? 0) - now.getTime()),
    // Only `true` and `false` are safe on Postgres: keeping by age or count deadlocks when messages finish together.
    removeOnComplete: true,
    removeOnFail: true,
  };
  return { name: MESSAGE_NAME, data, opts: options };
}

export function fromBullMessage({ jobId, attempt, priority, notBefore }: MessageData): JobMessage {
  return { jobId, attempt, priority, notBefore: notBefore === null ? null : new Date(notBefore) };
}
