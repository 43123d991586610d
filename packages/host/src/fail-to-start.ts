import { toAppError } from '@yoto/core';

/** As the command line does: bad settings can be told from failures. */
const BAD_SETTINGS = 2;

/** Ends a program that cannot start: tells its terminal and its launcher why and what to do. */
export function failToStart(thrown: unknown): void {
  const { code, message, details } = toAppError(thrown);
  const fix = typeof details.fix === 'string' ? details.fix : undefined;
  process.stderr.write(`error: ${message}\n${fix === undefined ? '' : `fix:   ${fix}\n`}`);
  process.exitCode = code === 'config_invalid' ? BAD_SETTINGS : 1;
  const leave = () => process.exit();
  if (process.connected) process.send?.({ type: 'failed', code, message, fix }, leave);
  else leave();
}
