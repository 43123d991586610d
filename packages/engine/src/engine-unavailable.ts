import { AppError, type EngineName, toAppError } from '@yoto/core';

/** `why` says what is missing and what to do about it. */
export function engineUnavailable(name: EngineName, why: string, cause?: unknown): AppError {
  const message = `The engine ${name} does not work here: ${why}`;
  return new AppError('engine_unavailable', message, { cause, details: { why } });
}

/** What `engineUnavailable` was told, or any other error's message. */
export function whyUnavailable(error: unknown): string {
  const { details, message } = toAppError(error);
  return typeof details.why === 'string' ? details.why : message;
}
