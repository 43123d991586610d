/** A trainer: the child process in which one job trains, so that tensor steps never block the daemon. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TrainerCommand, TrainerEngineOptions, TrainerReport } from './trainer-messages.ts';

const LOG_LINES_KEPT = 20;

export interface Trainer {
  readonly pid: number | undefined;
  send(command: TrainerCommand): void;
  /** Ends it at once. */
  kill(): void;
  /** Resolves when the process has ended and every report was handled. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** The last lines it printed: the only trace of a native crash. */
  lastLines(): string[];
}

/**
 * Starts a trainer. Reports are handled one after the other, in order; a handler that throws ends the trainer,
 * and `ended` rejects with its error.
 */
export function startTrainer(
  options: TrainerEngineOptions,
  onReport: (report: TrainerReport) => Promise<void>,
  onLine: (line: string) => void,
): Trainer {
  const child = fork(
    fileURLToPath(new URL('./trainer-process.ts', import.meta.url)),
    [JSON.stringify(options)],
    {
      execArgv: ['--import', createRequire(import.meta.url).resolve('tsx')],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Its own process group: Ctrl-C reaches the daemon, which decides when its trainers stop.
      detached: true,
    },
  );
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > LOG_LINES_KEPT) lines.shift();
      onLine(line);
    });
  }
  let handled: Promise<void> = Promise.resolve();
  let failure: { error: unknown } | undefined;
  child.on('message', (report) => {
    handled = handled.then(async () => {
      if (failure) return;
      try {
        await onReport(report as TrainerReport);
      } catch (error) {
        failure = { error };
        child.kill('SIGKILL');
      }
    });
  });
  return {
    pid: child.pid,
    send: (command) => {
      if (child.connected) child.send(command, () => undefined);
    },
    kill: () => child.kill('SIGKILL'),
    ended: ending(child).then(async (exit) => {
      await handled;
      if (failure) throw failure.error;
      return exit;
    }),
    lastLines: () => [...lines],
  };
}

async function ending(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  // `close` comes after the last message and the last line of output, `exit` may come before them.
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal };
}
