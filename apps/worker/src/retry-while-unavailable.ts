import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@yoto/core';

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 2000;

/** The database or the artifact store may answer later: nothing is wrong with what was asked of it. */
export const isUnavailable = (error: unknown): error is AppError =>
  error instanceof AppError && (error.code === 'database_unavailable' || error.code === 'server_unreachable');

/** Repeats a write while the stores do not answer; any other error, and an aborted wait, is thrown. */
export async function retryWhileUnavailable<T>(
  write: () => Promise<T>,
  options: { signal: AbortSignal; onWait: (error: AppError) => void },
): Promise<T> {
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(LONGEST_DELAY_MS, delayMs * 2)) {
    try {
      return await write();
    } catch (error) {
      if (!isUnavailable(error) || options.signal.aborted) throw error;
      options.onWait(error);
      await sleep(delayMs, undefined, { signal: options.signal }).catch(() => undefined);
    }
  }
}
