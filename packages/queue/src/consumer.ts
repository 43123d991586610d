import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, WaitingError } from 'bullmq';
import { fromBullMessage, type MessageData } from './bull-message.ts';
import type { Consumer, Handle } from './job-queue.ts';
import type { QueueBackend } from './queue-backend.ts';
import { withinDeadline } from './queue-error.ts';

/** A worker may die as often as it likes: BullMQ's default gives a message up at its second stall. */
const MAX_STALLED_COUNT = 1_000_000;
/** How long closing waits for a queue that does not answer, once no handler runs any more. */
const CLOSE_DEADLINE_MS = 5_000;
/** BullMQ would let a worker rest for 15 s after an error, such as a database that restarts. */
const RETRY_DELAY_MS = 1_000;

interface ConsumerSettings {
  concurrency: number;
  lockDurationMs: number;
  onError: (error: Error) => void;
}

/** Resolves once it takes messages. Throws `queue_unavailable`. */
export async function startConsumer(
  backend: QueueBackend,
  { concurrency, lockDurationMs, onError }: ConsumerSettings,
  handle: Handle,
): Promise<Consumer> {
  const running = new Set<Promise<unknown>>();
  let paused = false;
  const process = async (job: Job<MessageData>, token?: string) => {
    // BullMQ was asking for a message when it was told to pause, and takes the one that comes.
    if (paused) await giveBack(job, token);
    const { data } = job;
    const handled = (async () => handle(fromBullMessage(data)))().catch(onError);
    running.add(handled);
    const result = await handled;
    running.delete(handled);
    if (result === 'not-for-me') await giveBack(job, token);
  };
  const { worker, drop } = backend.startWorker(process, {
    concurrency,
    lockDuration: lockDurationMs,
    stalledInterval: lockDurationMs / 2,
    maxStalledCount: MAX_STALLED_COUNT,
    runRetryDelay: RETRY_DELAY_MS,
  });
  let closed: Promise<void> | undefined;
  const close = async () => {
    let isClosed = false;
    const closing = worker.close().finally(() => {
      isClosed = true;
    });
    do {
      await Promise.all(running);
      await Promise.race([closing, sleep(CLOSE_DEADLINE_MS, undefined, { ref: false })]);
    } while (!isClosed && running.size > 0);
    await drop();
  };
  try {
    await withinDeadline(backend.where, () => worker.waitUntilReady());
  } catch (error) {
    await drop();
    throw error;
  }
  return {
    async pause() {
      paused = true;
      await worker.pause(true);
    },
    async resume() {
      paused = false;
      await worker.resume();
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}

/** The message waits again, for whoever takes it next. */
async function giveBack(job: Job<MessageData>, token: string | undefined): Promise<never> {
  await job.moveToWait(token);
  throw new WaitingError();
}
