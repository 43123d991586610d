import { runCommandLine } from './run-command-line.ts';

// A reader that has seen enough (`yoto results | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

await runCommandLine(process.argv.slice(2));
