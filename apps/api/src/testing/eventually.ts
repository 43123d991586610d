import { setTimeout as sleep } from 'node:timers/promises';

const LONGEST_WAIT_MS = 30_000;
const BETWEEN_TRIES_MS = 50;

/** Repeats `check` until it no longer throws, and returns what it returned; throws its last error when too late. */
export async function eventually<T>(check: () => Promise<T> | T): Promise<T> {
  const deadline = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(BETWEEN_TRIES_MS);
    }
  }
}
