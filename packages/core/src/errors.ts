import { systemFix } from './system-fixes.ts';

/** Everything that can go wrong and has a name. Transport codes (HTTP, exit codes) are chosen by the apps. */
export const ERROR_CODES = [
  'invalid_input',
  'config_invalid',
  'forbidden',
  'not_found',
  'conflict',
  'stale_attempt',
  'rate_limited',
  'database_unavailable',
  'queue_unavailable',
  'server_unreachable',
  'engine_unavailable',
  'trainer_protocol',
  'data_missing',
  'data_corrupt',
  'checkpoint_corrupt',
  'bitstream_invalid',
  'disk_full',
  'port_in_use',
  'out_of_memory',
  'diverged',
  'stalled',
  'crashed',
  'preempted',
  'cancelled',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** One place in an input that is wrong; `path` is dotted, e.g. `groups.0.steps`. */
export interface InputIssue {
  path: string;
  message: string;
}

export interface AppErrorOptions {
  details?: Record<string, unknown> | undefined;
  issues?: readonly InputIssue[] | undefined;
  cause?: unknown;
}

/** The one error class of the product. The message says what to change, not only what happened. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown>;
  readonly issues: readonly InputIssue[];

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details ?? {};
    this.issues = options.issues ?? [];
  }
}

/**
 * Any thrown value as an AppError. System errors get the code that they have here (a full disk), or at least a
 * `details.fix` where one is known.
 */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const systemCode = (error as { code?: unknown } | null)?.code;
  const message = error instanceof Error ? error.message : String(error);
  if (systemCode === 'ENOSPC' || systemCode === 'EDQUOT') {
    return new AppError('disk_full', `The disk is full: free some space and retry (${message})`, {
      cause: error,
    });
  }
  if (systemCode === 'EADDRINUSE') {
    return new AppError('port_in_use', `${message}: stop the other program or choose another port`, {
      cause: error,
    });
  }
  const fix = systemFix(error);
  return new AppError('internal', message, { cause: error, ...(fix && { details: { fix } }) });
}
