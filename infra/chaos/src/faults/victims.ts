/** Who a fault is done to: chosen by the plan's draw among those that are there, waiting until there is one. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChaosWorker } from '../stack/chaos-worker.ts';
import type { Stack } from '../stack/stack.ts';

const POLL_MS = 100;

/** Asks until `find` gives something; throws once the stack is closed. */
export async function untilFound<T>(
  { closed }: Stack,
  find: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  for (;;) {
    closed.throwIfAborted();
    const found = await find();
    if (found !== undefined) return found;
    await sleep(POLL_MS);
  }
}

/** A worker that is ready and to which nothing is being done. */
export function pickWorker(stack: Stack, draw: number): Promise<ChaosWorker> {
  return untilFound(stack, () => {
    const fit = stack.workers.filter(isFit);
    return fit[draw % fit.length];
  });
}

/** The same, of those that train a job at this moment. */
export function pickTrainingWorker(stack: Stack, draw: number): Promise<ChaosWorker> {
  const { workers, rows } = stack;
  return untilFound(stack, async () => {
    const training = await rows.query<{ pid: number }>(
      `select w.pid from jobs j join workers w on w.id = j.worker_id where j.state = 'running'`,
    );
    const pids = new Set(training.map(({ pid }) => pid));
    const fit = workers.filter(
      (worker) => isFit(worker) && pids.has(worker.daemon.pid()!) && worker.trainers().length > 0,
    );
    return fit[draw % fit.length];
  });
}

const isFit = ({ held, daemon }: ChaosWorker) => !held && daemon.isReady();

/** Keeps other faults away from the worker while `work` runs. */
export async function holding(worker: ChaosWorker, work: () => Promise<void>): Promise<void> {
  worker.held = true;
  try {
    await work();
  } finally {
    worker.held = false;
  }
}
