/** `yoto ARGUMENTS` from its first word to its exit code. */
import { followNpm, requestEnd } from '@yoto/host';
import { CommanderError } from 'commander';
import { isDebugging, loadConfig } from './config.ts';
import { createProgram } from './program.ts';
import { reportError } from './report-error.ts';

const BAD_USAGE = 2;

/** What npm calls `npx yoto` and `npm run demo`: the ways to run this program and nothing else. */
const NPM_EVENTS = ['npx', 'demo'];

/** Never rejects: an error is told on standard error, and decides `process.exitCode`. */
export async function runCommandLine(
  args: readonly string[],
  environment?: NodeJS.ProcessEnv,
): Promise<void> {
  try {
    const config = loadConfig(environment);
    followNpm(config.npmEvent, NPM_EVENTS, requestEnd);
    const program = await createProgram(config, args[0]);
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed its message; help and version end this way as well.
      process.exitCode = error.exitCode === 0 ? 0 : BAD_USAGE;
    } else {
      const { text, exitCode } = reportError(error, isDebugging());
      console.error(text);
      process.exitCode = exitCode;
    }
  }
}
