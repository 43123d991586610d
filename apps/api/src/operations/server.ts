/** Whether this server lives, and whether it can serve. */
import { AppError, type ErrorCode, toAppError } from '@yoto/core';
import { version } from '../version.ts';
import type { Operation } from './operation.ts';

export const getHealth: Operation<'getHealth'> = async () => ({ status: 'ok', version });

/** Orchestrators ask every few seconds: an answer that takes longer is no answer. */
const PATIENCE_MS = 3000;

/** Throws `database_unavailable` or `queue_unavailable`, naming everything that does not answer. */
export const getReadiness: Operation<'getReadiness'> = async ({ storage, queue }) => {
  const problems = await Promise.all([
    problemOf('database_unavailable', 'The database', () => storage.ping()),
    problemOf('queue_unavailable', 'The queue', () => queue.ping()),
  ]);
  const [first, ...others] = problems.filter((problem) => problem !== undefined);
  if (first) {
    const messages = [first, ...others].map((problem) => problem.message);
    throw new AppError(first.code, messages.join('; '), { cause: first });
  }
  return { status: 'ready', database: 'ok', queue: 'ok' };
};

async function problemOf(
  code: ErrorCode,
  what: string,
  ping: () => Promise<void>,
): Promise<AppError | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<AppError>((resolve) => {
    const message = `${what} did not answer within ${PATIENCE_MS / 1000} s`;
    timer = setTimeout(() => resolve(new AppError(code, message)), PATIENCE_MS);
  });
  const answer = ping().then(
    () => undefined,
    (error: unknown) => new AppError(code, toAppError(error).message, { cause: error }),
  );
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
