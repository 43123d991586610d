import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@yoto/core';

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5000;

/** Repeats a write while the database does not answer; any other error, and an aborted wait, is thrown. */
export async function retryWhileUnavailable<T>(
  write: () => Promise<T>,
  options: { signal: AbortSignal; onWait: (error: AppError) => void },
): Promise<T> {
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(LONGEST_DELAY_MS, delayMs * 2)) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'database_unavailable' || options.signal.aborted)
        throw error;
      options.onWait(error);
      await sleep(delayMs, undefined, { signal: options.signal }).catch(() => undefined);
    }
  }
}
