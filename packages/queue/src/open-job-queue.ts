import { messageIds, toBullMessage } from './bull-message.ts';
import { startConsumer } from './consumer.ts';
import type { JobMessage, JobQueue } from './job-queue.ts';
import { openPostgresBackend } from './postgres-backend.ts';
import type { QueueBackend } from './queue-backend.ts';
import { withinDeadline } from './queue-error.ts';
import { openRedisBackend } from './redis-backend.ts';

export type JobQueueOptions = ({ kind: 'redis'; url: string } | { kind: 'postgres'; databaseUrl: string }) & {
  /** Gets what goes wrong in the background (lost connections, failing handlers). Left out: it is dropped. */
  onError?: (error: Error) => void;
  /** A message whose process died is delivered again after about this long. */
  lockDurationMs?: number;
};

const DEFAULT_LOCK_DURATION_MS = 30_000;
const MESSAGES_PER_REQUEST = 500;

/**
 * Connects to the queue, making its tables on Postgres when they are missing.
 * @throws AppError `config_invalid` (not a URL of that kind), `queue_unavailable`
 */
export async function openJobQueue(options: JobQueueOptions): Promise<JobQueue> {
  const onError = options.onError ?? (() => {});
  const backend =
    options.kind === 'redis'
      ? await openRedisBackend(options.url, onError)
      : await openPostgresBackend(options.databaseUrl, onError);
  return jobQueueOn(backend, options.lockDurationMs ?? DEFAULT_LOCK_DURATION_MS, onError);
}

function jobQueueOn(
  backend: QueueBackend,
  lockDurationMs: number,
  onError: (error: Error) => void,
): JobQueue {
  const { queue, where } = backend;
  let closed: Promise<void> | undefined;
  return {
    backend: backend.kind,
    async enqueue(messages) {
      if (messages.length === 0) return;
      const active = await withinDeadline(where, () => queue.getActive());
      const handled = new Set(active.map((one) => one.id));
      const freeId = (message: JobMessage) => {
        const [id, again] = messageIds(message);
        return handled.has(id) ? again : id;
      };
      for (let start = 0; start < messages.length; start += MESSAGES_PER_REQUEST) {
        const now = new Date();
        const batch = messages
          .slice(start, start + MESSAGES_PER_REQUEST)
          .map((one) => toBullMessage(one, freeId(one), now));
        await withinDeadline(where, () => queue.addBulk(batch));
      }
    },
    async remove(message) {
      for (const id of messageIds(message)) await withinDeadline(where, () => queue.remove(id));
    },
    consume: ({ concurrency }, handle) =>
      startConsumer(backend, { concurrency, lockDurationMs, onError }, handle),
    async counts() {
      const counts = await withinDeadline(where, () =>
        queue.getJobCounts('wait', 'prioritized', 'delayed', 'active'),
      );
      const { active = 0, wait = 0, prioritized = 0, delayed = 0 } = counts;
      return { active, waiting: wait + prioritized + delayed };
    },
    ping: () => withinDeadline(where, () => backend.ping()),
    close() {
      closed ??= withinDeadline(where, () => backend.close());
      return closed;
    },
  };
}
