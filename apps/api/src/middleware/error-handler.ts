/** Every failure leaves as a Problem: one code, one message that says what to change, the wrong places. */
import { AppError, type ErrorCode, type Problem, toAppError } from '@yoto/core';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { STATUS_OF_CODE } from './error-status.ts';
import { BODY_LIMIT } from './json-body.ts';

/** Seconds after which a client may try again what failed with 503. */
const RETRY_AFTER_S = 5;

/** For addresses that nothing answers. */
export function unknownRoute(): RequestHandler {
  return (request, _response, next) => {
    const what = `${request.method} ${request.originalUrl.split('?', 1)[0]}`;
    next(new AppError('not_found', `There is no route ${what}: /api/docs lists those there are`));
  };
}

export function errorHandler(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, request, response, next) => {
    // Part of the reply is gone already: Express can only cut the connection.
    if (response.headersSent) return next(thrown);
    const refusal = transportRefusal(thrown);
    const error = refusal?.error ?? toAppError(thrown);
    const status = refusal?.status ?? STATUS_OF_CODE[error.code];
    if (status >= 500) log.error({ err: thrown, requestId: request.id }, error.message);
    if (status === 503) response.set('retry-after', String(RETRY_AFTER_S));
    response.status(status).json(problemOf(error, String(request.id)));
  };
}

/** Said in place of messages that name hosts, ports and folders of the server; its log has those. */
const PUBLIC_WORDS: Partial<Record<ErrorCode, string>> = {
  database_unavailable: 'The database of this server does not answer: the log of the server says why',
  queue_unavailable: 'The queue of this server does not answer: the log of the server says why',
  disk_full: 'The disk of this server is full: free some space there and try again',
  config_invalid: 'A setting of this server is wrong: the log of the server says which',
  internal: 'Something went wrong in the server: its log has the details',
};

function problemOf(error: AppError, requestId: string): Problem {
  const words = PUBLIC_WORDS[error.code];
  const message = words === undefined ? error.message : `${words} (request ${requestId})`;
  return { code: error.code, message, issues: [...error.issues], requestId };
}

/** What Express and its body parser refuse before any route is reached; they know the status. */
function transportRefusal(thrown: unknown): { error: AppError; status: number } | undefined {
  const { status, type } = (thrown ?? {}) as { status?: unknown; type?: unknown };
  if (thrown instanceof AppError || typeof status !== 'number' || status < 400 || status > 499)
    return undefined;
  return { error: new AppError('invalid_input', refusalMessage(type, thrown as Error)), status };
}

function refusalMessage(type: unknown, { message }: Error): string {
  if (type === 'entity.parse.failed') return `The body is not valid JSON: ${message}`;
  if (type === 'entity.too.large')
    return `The body is larger than ${BODY_LIMIT}: submit several smaller sweeps`;
  return `The request cannot be read: ${message}`;
}
