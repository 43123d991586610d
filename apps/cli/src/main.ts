import { followNpm, requestEnd } from '@yoto/host';
import { CommanderError } from 'commander';
import { isDebugging, loadConfig } from './config.ts';
import { createProgram } from './program.ts';
import { reportError } from './report-error.ts';

const BAD_USAGE = 2;

// A reader that has seen enough (`yoto results | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

/** What npm calls `npx yoto` and `npm run demo`: the ways to run this program and nothing else. */
const NPM_EVENTS = ['npx', 'demo'];

try {
  const config = loadConfig();
  followNpm(config.npmEvent, NPM_EVENTS, requestEnd);
  const program = await createProgram(config, process.argv[2]);
  await program.parseAsync();
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
