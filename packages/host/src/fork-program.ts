/** Another program of ours as a process of its own: one signal reaches it once, and it knows when this one is gone. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';

interface ForkOptions {
  /** The TypeScript file to run. */
  entry: string;
  environment: NodeJS.ProcessEnv;
  /** The file that its standard output and error are added to; undefined: they are those of this process. */
  logFile?: string;
  /** More flags for node. */
  nodeFlags?: readonly string[];
}

export interface ProgramEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** How it ended, in words. */
  how: string;
}

export interface ForkedProgram {
  process: ChildProcess;
  /** Never rejects. */
  ended: Promise<ProgramEnd>;
  /** Asks it to end in order. */
  terminate(): void;
  /** Ends it and its process group at once. */
  kill(): void;
}

/**
 * Starts the program with an IPC channel; our programs end by themselves when it closes. It leads a process group, so
 * that a terminal's Ctrl-C reaches this process alone, which then decides what to tell whom.
 */
export function forkProgram({ entry, environment, logFile, nodeFlags = [] }: ForkOptions): ForkedProgram {
  const log = logFile === undefined ? undefined : openSync(logFile, 'a');
  const child = fork(entry, [], {
    execArgv: [...nodeFlags, '--import', import.meta.resolve('@yoto/ts-loader')],
    env: environment,
    stdio: ['ignore', log ?? 'inherit', log ?? 'inherit', 'ipc'],
    detached: true,
  });
  if (log !== undefined) closeSync(log);
  return {
    process: child,
    ended: endOf(child),
    terminate: () => void child.kill('SIGTERM'),
    kill: () => killGroup(child),
  };
}

async function endOf(child: ChildProcess): Promise<ProgramEnd> {
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return { code, signal, how: signal ? `killed by ${signal}` : `exit code ${code}` };
  } catch (error) {
    return { code: null, signal: null, how: `could not be started: ${(error as Error).message}` };
  }
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
