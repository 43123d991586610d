/** How an attempt ended: a pure table from error codes and exits to outcomes. */
import { type AppError, type AttemptEnding, type ErrorCode, LONGEST_MESSAGE } from '@yoto/core';

export interface TrainerExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** The ending of an attempt that an error ended, in its trainer or in its worker. */
export const endingOfError = ({ code, message }: Pick<AppError, 'code' | 'message'>): AttemptEnding => ({
  type: 'ending',
  outcome: outcomeOfError(code),
  errorCode: code,
  errorMessage: message.slice(0, LONGEST_MESSAGE),
});

function outcomeOfError(code: ErrorCode): AttemptEnding['outcome'] {
  switch (code) {
    case 'diverged':
      return 'diverged';
    case 'out_of_memory':
      return 'out_of_memory';
    case 'data_missing':
    case 'data_corrupt':
      return 'data_error';
    // What this worker lacks; another one may have it.
    case 'engine_unavailable':
    case 'disk_full':
    case 'config_invalid':
      return 'worker_error';
    default:
      return 'failed';
  }
}

/**
 * What the last words of V8 and of the allocators say when memory is short. A SIGKILL says nothing: the system sends it
 * when memory is short, but so does whoever kills a process.
 */
const OUT_OF_MEMORY =
  /heap out of memory|Array buffer allocation failed|Invalid array buffer length|std::bad_alloc|OOM when allocating/;

/** The ending of an attempt whose trainer ended without a word. */
export function endingOfExit(exit: TrainerExit, lastLines: readonly string[]): AttemptEnding {
  const errorMessage = describeExit(exit, lastLines);
  if (lastLines.some((line) => OUT_OF_MEMORY.test(line))) {
    const advice = 'the trainer ran out of memory: choose a smaller batch or model';
    return {
      type: 'ending',
      outcome: 'out_of_memory',
      errorCode: 'out_of_memory',
      errorMessage: `${errorMessage}; ${advice}`,
    };
  }
  return { type: 'ending', outcome: 'crashed', errorCode: 'crashed', errorMessage };
}

/** What to say of a trainer that ended without a word. */
export function describeExit(exit: TrainerExit, lastLines: readonly string[]): string {
  const how = exit.signal ? `was ended by ${exit.signal}` : `ended with code ${exit.code}`;
  const hint = exit.signal === 'SIGKILL' ? ' (often the system, when memory is short)' : '';
  const telling =
    lastLines.findLast((line) => /^(\w*Error\b|FATAL ERROR)/.test(line)) ?? lastLines.slice(-3).join(' | ');
  const said = telling ? `; it last printed: ${telling}` : '';
  return `The trainer ${how}${hint}${said}`;
}
