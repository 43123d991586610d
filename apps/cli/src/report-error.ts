/** What a person sees of an error: one message, the wrong places, one thing to do. Never a stack trace. */
import { type AppError, type ErrorCode, toAppError } from '@yoto/core';

const HINTS: Record<ErrorCode, string> = {
  invalid_input: 'correct that and run the command again (--help shows how it is used)',
  config_invalid: 'correct that setting and run the command again',
  forbidden: 'use one of the server’s own addresses, or start it with --allowed-hosts or --public-url',
  not_found: '`yoto sweeps` lists the sweeps, `yoto tasks` the tasks and `yoto presets` the presets',
  conflict: '`yoto sweeps` and `yoto watch` show how things stand',
  stale_attempt: 'nothing to do: a newer attempt has taken the job over',
  rate_limited: 'wait a minute and run the command again',
  database_unavailable: 'start the database or correct DATABASE_URL; without it, `yoto up` brings its own',
  queue_unavailable: 'start Redis or correct REDIS_URL; without it, the queue lives in the database',
  server_unreachable: 'start a server with `yoto up`, or name another with --server URL or YOTO_SERVER',
  trainer_protocol:
    'update the program that TRAINER_COMMAND names: docs/trainer-protocol.md has what it must say',
  engine_unavailable: '`yoto doctor` says which engines work here; choose one with --engine',
  data_missing: 'put the files there, or name another folder with --data DIR or YOTO_DATA',
  data_corrupt: 'copy or download the files again',
  checkpoint_corrupt: 'retry the job from an older checkpoint, or submit it again',
  bitstream_invalid: 'use a whole file that `yoto compress` wrote, with the model that it was made with',
  disk_full: 'free some space and run the command again (`yoto doctor` shows how much is left)',
  port_in_use: 'stop the program that uses the port, or choose another with --port',
  out_of_memory: 'use a smaller batch size or width, or fewer workers',
  diverged: 'use a smaller learning rate',
  stalled: 'look at the worker’s log, then retry the job',
  crashed: 'look at the worker’s log, then retry the job',
  preempted: 'retry the job',
  cancelled: 'retry the job if it should run after all',
  internal:
    '`yoto doctor` checks this machine; if it finds nothing, this is a fault of the program: report it with what YOTO_DEBUG=1 prints',
};

/** Bad input has its own exit code, so that scripts can tell it from a failure. */
const EXIT_CODES: Partial<Record<ErrorCode, number>> = { invalid_input: 2, config_invalid: 2, not_found: 2 };

export interface ErrorReport {
  text: string;
  exitCode: number;
}

/** The text for standard error, and the exit code. `debug` adds the stack traces of the error and its causes. */
export function reportError(thrown: unknown, debug = false): ErrorReport {
  const error = toAppError(thrown);
  const lines = [`error: ${headline(error)}`];
  for (const { path, message } of error.issues) lines.push(`  ${path ? `${path}: ` : ''}${message}`);
  lines.push(`fix:   ${typeof error.details.fix === 'string' ? error.details.fix : HINTS[error.code]}`);
  if (debug) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
      lines.push(cause.stack ?? '');
  }
  return { text: lines.join('\n'), exitCode: EXIT_CODES[error.code] ?? 1 };
}

/** The message without the places that are listed below it. */
function headline({ message, issues }: AppError): string {
  const [first] = issues;
  if (!first) return message;
  const start = message.indexOf(first.path ? `${first.path}: ${first.message}` : first.message);
  return start > 0 ? message.slice(0, start).replace(/:\s*$/, '') : message;
}
