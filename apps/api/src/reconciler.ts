/**
 * Brings rows and messages together again, whatever was lost: workers that died, a queue that was away or emptied.
 * Several processes may do this at once: rows change by compare-and-set, and a message is sent only once.
 */
import { toAppError } from '@yoto/core';
import type { ApiContext } from './context.ts';
import { messageOf } from './messages.ts';

/** As many as a large cluster starts between two passes; the next in line follow as these leave the queue. */
const MESSAGES_A_PASS = 1000;
/** After so many missed passes nobody has watched the workers. */
const PASSES_OF_A_GAP = 3;

type ReconcilerContext = Pick<ApiContext, 'storage' | 'queue' | 'log' | 'stallAfterMs'>;

export interface Reconciler {
  /** Waits for the pass that runs. */
  stop(): Promise<void>;
}

/** Reconciles every `everyMs` until it is stopped; a pass that fails is repeated at the next turn. */
export function startReconciler(context: ReconcilerContext, everyMs: number): Reconciler {
  const watch = workerWatch(everyMs * PASSES_OF_A_GAP, context.stallAfterMs / 2);
  let stopped = false;
  let failing = false;
  let timer: NodeJS.Timeout;
  let pass: Promise<void>;

  async function turn(): Promise<void> {
    try {
      const now = performance.now();
      await reconcile(context, { endStalled: watch.trusts(now) });
      watch.passed(now);
      if (failing) context.log.info('reconciling again');
      failing = false;
    } catch (error) {
      // Said once an outage, not every few seconds.
      if (!failing) context.log.warn({ reason: toAppError(error).message }, 'cannot reconcile now');
      failing = true;
    }
    if (!stopped) timer = setTimeout(next, everyMs);
  }
  const next = () => {
    pass = turn();
  };
  next();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await pass;
    },
  };
}

/** One pass: ends attempts whose worker fell silent, then sends the messages of all queued rows that are due. */
async function reconcile(
  { storage, queue, log, stallAfterMs }: ReconcilerContext,
  { endStalled }: { endStalled: boolean },
): Promise<void> {
  if (endStalled) {
    for (const job of await storage.jobs.endStalled(stallAfterMs)) {
      const { id: jobId, attempt, state } = job;
      log.warn({ jobId, attempt, state }, 'no sign of life from its worker: the attempt is over');
    }
  }
  for (const { id: jobId } of await storage.jobs.failBlocked()) {
    log.warn({ jobId }, 'a job that it needs failed or was cancelled: it cannot start');
  }
  const due = await storage.jobs.due(MESSAGES_A_PASS);
  if (due.length > 0) await queue.enqueue(due.map(messageOf));
}

/**
 * Whether silence of a worker means anything. While the database was away no heartbeat could arrive, so after a gap
 * in our own passes (and at the start) workers get `graceMs` to be heard first.
 */
export function workerWatch(gapMs: number, graceMs: number) {
  let lastPass = Number.NEGATIVE_INFINITY;
  let watchingSince = Number.POSITIVE_INFINITY;
  return {
    trusts: (now: number): boolean => now - lastPass <= gapMs && now - watchingSince >= graceMs,
    passed(now: number): void {
      if (now - lastPass > gapMs) watchingSince = now;
      lastPass = now;
    },
  };
}
