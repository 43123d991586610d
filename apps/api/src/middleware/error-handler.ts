/** Every failure leaves as a Problem: one code, one message that says what to change, the wrong places. */
import { AppError, type ErrorCode, type Problem, toAppError } from '@yoto/core';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
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

/** The one place where codes become HTTP statuses. */
export const STATUS_OF_CODE: Readonly<Record<ErrorCode, number>> = {
  invalid_input: 400,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  stale_attempt: 409,
  rate_limited: 429,
  database_unavailable: 503,
  queue_unavailable: 503,
  server_unreachable: 503,
  disk_full: 507,
  // What follows ends attempts or processes; a request that meets it met a fault of the server.
  config_invalid: 500,
  engine_unavailable: 500,
  trainer_protocol: 500,
  data_missing: 500,
  data_corrupt: 500,
  checkpoint_corrupt: 500,
  bitstream_invalid: 500,
  port_in_use: 500,
  out_of_memory: 500,
  diverged: 500,
  stalled: 500,
  crashed: 500,
  preempted: 500,
  cancelled: 500,
  internal: 500,
};
