/**
 * Messages of queued rows. The rows are the truth, so a queue that is away is no error here: the reconciler sends
 * what is missing, and a worker that takes a message for which no job is due finds nothing to claim.
 */
import { toAppError } from '@yoto/core';
import type { JobMessage } from '@yoto/queue';
import type { PlannedJobRow } from '@yoto/storage';
import type { ApiContext } from './context.ts';

const REMOVED_AT_ONCE = 50;

/** The message that lets the next attempt of a queued row begin. */
export const messageOf = (row: PlannedJobRow): JobMessage => ({
  jobId: row.id,
  attempt: row.attempt + 1,
  priority: row.spec.priority,
  notBefore: row.notBefore,
});

/** Sends the messages of the queued ones among `rows`, if the queue answers. */
export async function sendMessages(
  { queue, log }: Pick<ApiContext, 'queue' | 'log'>,
  rows: readonly PlannedJobRow[],
) {
  const messages = rows.filter((row) => row.state === 'queued').map(messageOf);
  try {
    await queue.enqueue(messages);
  } catch (error) {
    log.warn({ jobs: messages.length, reason: toAppError(error).message }, 'not enqueued yet');
  }
}

/** Takes back the messages of rows that wait no more (cancelled, paused), if the queue answers. */
export async function removeMessages(
  { queue, log }: Pick<ApiContext, 'queue' | 'log'>,
  rows: readonly PlannedJobRow[],
) {
  try {
    for (let start = 0; start < rows.length; start += REMOVED_AT_ONCE) {
      const some = rows.slice(start, start + REMOVED_AT_ONCE);
      await Promise.all(some.map((row) => queue.remove(messageOf(row))));
    }
  } catch (error) {
    log.warn(
      { jobs: rows.length, reason: toAppError(error).message },
      'messages of jobs that wait no more remain',
    );
  }
}
