/** A trainer: the child process in which jobs train, so that tensor steps never block the daemon. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TrainerExit } from './attempt-ending.ts';
import type { TrainerCommand, TrainerEngineOptions, TrainerReport } from './trainer-messages.ts';

const LOG_LINES_KEPT = 20;

interface TrainerListener {
  /** Called for one report after the other, in order; when it throws, the trainer is ended. */
  onReport(report: TrainerReport): Promise<void>;
  onLine(line: string): void;
}

export interface Trainer {
  readonly pid: number | undefined;
  /** Whose job it is from now on. */
  listen(listener: TrainerListener): void;
  send(command: TrainerCommand): void;
  /** Ends it at once. */
  kill(): void;
  /**
   * Resolves when the job has ended and every report was handled: to nothing when the trainer is ready for another,
   * else to how the process ended. Rejects with the error of the listener.
   */
  jobEnded(): Promise<TrainerExit | undefined>;
  /** Resolves when the process has ended. */
  readonly ended: Promise<TrainerExit>;
  /** The last lines that it printed since `listen`: the only trace of a native crash. */
  lastLines(): string[];
}

/** Starts a trainer, which opens its engine and then waits for a job. */
export function startTrainer(options: TrainerEngineOptions): Trainer {
  const child = forkTrainer(options);
  let listener: TrainerListener = { onReport: async () => undefined, onLine: () => undefined };
  let lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > LOG_LINES_KEPT) lines.shift();
      listener.onLine(line);
    });
  }
  let handled: Promise<void> = Promise.resolve();
  let failure: { error: unknown } | undefined;
  let whenIdle = () => {};
  let idle = Promise.resolve();
  const send = (command: TrainerCommand) => {
    if (child.connected) child.send(command, () => undefined);
  };
  const handle = async (report: TrainerReport) => {
    if (failure) return;
    try {
      await listener.onReport(report);
      send({ type: 'taken' });
      if (report.type === 'idle') whenIdle();
    } catch (error) {
      failure = { error };
      child.kill('SIGKILL');
    }
  };
  child.on('message', (report) => {
    handled = handled.then(() => handle(report as TrainerReport));
  });
  const ended = ending(child).catch((error) => {
    lines.push(String(error));
    return { code: null, signal: null };
  });
  return {
    pid: child.pid,
    listen(next) {
      listener = next;
      lines = [];
      idle = new Promise((resolve) => {
        whenIdle = resolve;
      });
    },
    send,
    kill: () => child.kill('SIGKILL'),
    async jobEnded() {
      const exit = await Promise.race([idle.then(() => undefined), ended]);
      await handled;
      if (failure) throw failure.error;
      return exit;
    },
    ended,
    lastLines: () => [...lines],
  };
}

function forkTrainer(options: TrainerEngineOptions): ChildProcess {
  return fork(fileURLToPath(new URL('./trainer-process.ts', import.meta.url)), [JSON.stringify(options)], {
    execArgv: ['--import', createRequire(import.meta.url).resolve('tsx')],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Its own process group: Ctrl-C reaches the daemon, which decides when its trainers stop.
    detached: true,
  });
}

async function ending(child: ChildProcess): Promise<TrainerExit> {
  // `close` comes after the last message and the last line of output, `exit` may come before them. A process that
  // could not be started has an error instead.
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal };
}
