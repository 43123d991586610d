/** Whatever goes wrong with the queue means one thing to its users: not now. The rows are the outbox. */
import { withoutCommand } from '@yoto/connections';
import { AppError } from '@yoto/core';

/** Nothing waits longer than this for an answer of the queue; drivers would retry for ever. */
const DEADLINE_MS = 5_000;

/** Throws `queue_unavailable` when `operation` fails or gives no answer in time. `where` is shown, so no passwords. */
export async function withinDeadline<T>(where: string, operation: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${DEADLINE_MS / 1000} s`)), DEADLINE_MS);
  });
  try {
    return await Promise.race([operation(), deadline]);
  } catch (error) {
    throw queueUnavailable(where, error);
  } finally {
    clearTimeout(timer);
  }
}

function queueUnavailable(where: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  return new AppError(
    'queue_unavailable',
    `The queue in ${where} does not answer (${reasonOf(cause)}): check that it runs and that its URL is right`,
    { cause: cause instanceof Error ? withoutCommand(cause) : cause },
  );
}

/** A refused connection to several addresses is an AggregateError with an empty message. */
function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return String(message || code || error);
}
