/** Compares the methods of sweeps in a thread that is started when it is first needed, and again after it died. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AppError, type SweepComparison } from '@yoto/core';
import type { ComparisonInput } from '@yoto/frontier';

/** Several times what the comparison of 5,000 jobs takes; beyond it the thread ends, not the server. */
const MOST_HEAP_MB = 1024;
/** The largest sweeps take seconds; on a busy machine a few times that. */
const PATIENCE_MS = 120_000;

type Reply = { comparison: SweepComparison } | { error: string };

export interface Comparer {
  /** Starts the thread, which takes a second or two, before somebody waits for it. */
  prepare(): void;
  /** One at a time. Throws `out_of_memory`, `crashed` or `internal`. */
  compare(input: ComparisonInput): Promise<SweepComparison>;
  close(): Promise<void>;
}

export function startComparer(patienceMs: number = PATIENCE_MS): Comparer {
  let thread: Worker | undefined;
  const start = () => {
    const started = new Worker(new URL('./start-comparison-thread.mjs', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB },
    });
    started.unref();
    // What went wrong is told to whoever waits; nobody may.
    started.on('error', () => undefined);
    started.once('exit', () => {
      if (thread === started) thread = undefined;
    });
    return started;
  };
  const running = () => {
    thread ??= start();
    return thread;
  };
  return {
    prepare: () => void running(),
    async compare(input) {
      const used = running();
      const giveUp = new AbortController();
      const timer = setTimeout(() => void used.terminate(), patienceMs);
      try {
        used.postMessage(input);
        const { signal } = giveUp;
        const [reply] = await Promise.race([once(used, 'message', { signal }), ended(used, signal)]);
        if ('comparison' in reply) return (reply as Extract<Reply, { comparison: unknown }>).comparison;
        throw new AppError('internal', `The comparison failed: ${reply.error}`);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
        throw new AppError(
          'out_of_memory',
          `The comparison of this sweep needs more than ${MOST_HEAP_MB} MB: it has too many groups and lambdas for one`,
          { cause: error },
        );
      } finally {
        clearTimeout(timer);
        giveUp.abort();
      }
    },
    async close() {
      await thread?.terminate();
    },
  };
}

/** Rejects when the thread ends before it has answered. */
async function ended(thread: Worker, signal: AbortSignal): Promise<never> {
  await once(thread, 'exit', { signal });
  throw new AppError('crashed', 'The comparison took too long, or its thread was ended: ask again later');
}
