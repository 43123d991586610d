/** Analyses sweeps in a thread that is started when it is first needed, and again after it died. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AppError, type SweepAnalysis } from '@yoto/core';
import type { FrontierInput } from '@yoto/frontier';

/** Several times what the analysis of 5,000 jobs takes; beyond it the thread ends, not the server. */
const MOST_HEAP_MB = 1024;
/** The largest sweeps take seconds; on a busy machine a few times that. */
const PATIENCE_MS = 120_000;

type Reply = { analysis: SweepAnalysis } | { error: string };

export interface Analyser {
  /** One at a time. Throws `out_of_memory`, `crashed` or `internal`. */
  analyse(input: FrontierInput): Promise<SweepAnalysis>;
  close(): Promise<void>;
}

export function startAnalyser(patienceMs: number = PATIENCE_MS): Analyser {
  let thread: Worker | undefined;
  const start = () => {
    const started = new Worker(new URL('./start-analysis-thread.mjs', import.meta.url), {
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
  return {
    async analyse(input) {
      thread ??= start();
      const used = thread;
      const giveUp = new AbortController();
      const timer = setTimeout(() => void used.terminate(), patienceMs);
      try {
        used.postMessage(input);
        const { signal } = giveUp;
        const [reply] = await Promise.race([once(used, 'message', { signal }), ended(used, signal)]);
        if ('analysis' in reply) return (reply as Extract<Reply, { analysis: unknown }>).analysis;
        throw new AppError('internal', `The analysis failed: ${reply.error}`);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
        throw new AppError(
          'out_of_memory',
          `The analysis of this sweep needs more than ${MOST_HEAP_MB} MB: it has too many groups and lambdas for one`,
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
  throw new AppError('crashed', 'The analysis took too long, or its thread was ended: ask again later');
}
