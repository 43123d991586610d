/** What the programs of developers (proofs, benchmarks, seeding) have in common: their options, their end. */
import { AppError, toAppError } from '@yoto/core';

/** The value of the option `--name`. Throws `invalid_input` for anything but a whole number from `least`. */
export function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least) return value;
  throw new AppError('invalid_input', `--${name} must be a whole number from ${least}, not "${text}"`);
}

/** Runs `main` as this process: exit code 0 when it gives true, 1 when it gives false, 2 after an error, which is printed. */
export async function runDeveloperProgram(
  main: (args: readonly string[]) => Promise<boolean>,
): Promise<void> {
  // What was started is ended by handlers of this process's end, which a signal alone would not run.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  try {
    process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
  } catch (thrown) {
    const error = toAppError(thrown);
    console.error(`error: ${error.code === 'internal' ? (error.stack ?? error.message) : error.message}`);
    process.exitCode = 2;
  }
}
