/** How a trainer's end is told to the rows: a pure table from error codes and exits to attempt outcomes. */
import type { AttemptOutcome, ErrorCode } from '@yoto/core';

export type UnfinishedOutcome = Exclude<AttemptOutcome, 'completed' | 'cancelled'>;

/** The outcome of an attempt whose trainer reported an error. */
export function outcomeOfError(code: ErrorCode): UnfinishedOutcome {
  switch (code) {
    case 'diverged':
      return 'diverged';
    case 'out_of_memory':
      return 'out_of_memory';
    case 'data_missing':
    case 'data_corrupt':
      return 'data_error';
    default:
      return 'failed';
  }
}

/** What to say of a trainer that ended without a word. */
export function describeExit(
  exit: { code: number | null; signal: string | null },
  lastLines: readonly string[],
): string {
  const how = exit.signal ? `was ended by ${exit.signal}` : `ended with code ${exit.code}`;
  const hint = exit.signal === 'SIGKILL' ? ' (often the system, when memory is short)' : '';
  const telling = lastLines.findLast((line) => /^\w*Error\b/.test(line)) ?? lastLines.slice(-3).join(' | ');
  const said = telling ? `; it last printed: ${telling}` : '';
  return `The trainer ${how}${hint}${said}`;
}
