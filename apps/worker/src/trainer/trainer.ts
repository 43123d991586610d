/**
 * A trainer: the child process in which jobs train, so that tensor steps never block the daemon. It speaks the protocol of
 * docs/trainer-protocol.md over two pipes of its own; what it prints is for people.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  type AttemptReport,
  COMMANDS_FD,
  encodeLine,
  MESSAGES_FD,
  TRAINER_PROTOCOL,
  type TrainerCommand,
  type TrainerStart,
} from '@yoto/core';
import type { TrainerExit } from '../attempt/attempt-ending.ts';
import { logLines } from '../read-lines.ts';
import { followMessages, type TrainerReady } from './follow-messages.ts';

const LOG_LINES_KEPT = 20;
const LONGEST_LOG_LINE_BYTES = 8 * 1024;

export interface TrainerOptions extends TrainerStart {
  /** The program and its arguments; left out: the product's own trainer. */
  program?: readonly string[] | undefined;
  /** See `FollowOptions`. */
  helloWithinMs?: number;
  restWithinMs?: number;
}
/** Starting a process may take long on a machine with much else to do. */
const HELLO_WITHIN_MS = 120_000;
const REST_WITHIN_MS = 30_000;

interface TrainerListener {
  /** Called for one report after the other, in order; when it throws, the trainer is ended. */
  onReport(report: AttemptReport): Promise<void>;
  onLine(line: string, stream: 'out' | 'err'): void;
}

export interface Trainer {
  readonly pid: number | undefined;
  /** Whose job it is from now on. */
  listen(listener: TrainerListener): void;
  send(command: TrainerCommand): void;
  /** Ends it, and what it has started, at once. */
  kill(): void;
  /** What it computes with and what it can train; pending for ever when it ends before it says so. */
  readonly ready: Promise<TrainerReady>;
  /**
   * Resolves when the job has ended and every report was handled: to nothing when the trainer is ready for another,
   * else to how the process ended. Rejects with the error of the listener, with `trainer_protocol` for a line that is no
   * message, or with `config_invalid` for a program that does not speak the protocol at all.
   */
  jobEnded(): Promise<TrainerExit | undefined>;
  /** Resolves when the process has ended. */
  readonly ended: Promise<TrainerExit>;
  /** The last lines that it printed since `listen`: the only trace of a native crash. */
  lastLines(): string[];
}

/** Starts a trainer, which opens its engine and then waits for a job. */
export function startTrainer(options: TrainerOptions): Trainer {
  const { program, helloWithinMs = HELLO_WITHIN_MS, restWithinMs = REST_WITHIN_MS, ...start } = options;
  const child = spawnTrainer(program ?? builtInTrainer(start));
  let listener: TrainerListener = { onReport: async () => undefined, onLine: () => undefined };
  let lines: string[] = [];
  const print = (line: string, stream: 'out' | 'err') => {
    lines.push(line);
    if (lines.length > LOG_LINES_KEPT) lines.shift();
    listener.onLine(line, stream);
  };
  const printed = Promise.all([
    printLines(child.stdout, (line) => print(line, 'out')),
    printLines(child.stderr, (line) => print(line, 'err')),
  ]);

  let failure: { error: unknown } | undefined;
  const kill = () => killGroup(child);
  let sayIdle = () => {};
  let idle = new Promise<void>(() => {});
  let sayReady: (ready: TrainerReady) => void = () => {};
  const ready = new Promise<TrainerReady>((resolve) => {
    sayReady = resolve;
  });
  const followed = followMessages(child.stdio[MESSAGES_FD] as Readable, {
    helloWithinMs,
    restWithinMs,
    onReady: sayReady,
    onIdle: () => sayIdle(),
    onReport: (report) => listener.onReport(report),
    // What it said counts, however its process ends.
    onLinger: kill,
  }).catch((error) => {
    failure = { error };
    kill();
  });
  const ended = endOf(child).catch((error): TrainerExit => {
    lines.push(String(error));
    return { code: null, signal: null };
  });
  const commands = child.stdio[COMMANDS_FD] as Writable;
  // When nobody reads them any more, the end of the process says so.
  commands.on('error', () => undefined);
  const send = (command: TrainerCommand) => {
    if (commands.writable) commands.write(encodeLine(command));
  };
  send({ type: 'start', protocol: TRAINER_PROTOCOL, ...start });
  return {
    pid: child.pid,
    listen(next) {
      listener = next;
      lines = [];
      idle = new Promise((resolve) => {
        sayIdle = resolve;
      });
    },
    send,
    kill,
    ready,
    async jobEnded() {
      const exit = await Promise.race([idle.then(() => undefined), ended]);
      // Its last lines come by pipes of their own.
      if (exit) await Promise.all([followed, printed]);
      else await outputIsRead(child);
      if (failure) throw failure.error;
      return exit;
    },
    ended,
    lastLines: () => [...lines],
  };
}

/** The last argument is for people who look at the list of processes. */
const builtInTrainer = ({ nativeDir }: TrainerStart): readonly string[] => [
  process.execPath,
  '--import',
  import.meta.resolve('@yoto/ts-loader'),
  fileURLToPath(new URL('../trainer-process/main.ts', import.meta.url)),
  nativeDir,
];

function spawnTrainer([command = '', ...args]: readonly string[]): ChildProcess {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    // Its own process group: Ctrl-C reaches the daemon, which decides when its trainers stop.
    detached: true,
  });
  child.on('error', () => undefined);
  return child;
}

/** With the processes that it has started, which might hold its device or its pipes. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Where there are no process groups.
    child.kill('SIGKILL');
  }
}

async function printLines(stream: Readable | null, print: (line: string) => void): Promise<void> {
  if (!stream) return;
  try {
    for await (const line of logLines(stream, LONGEST_LOG_LINE_BYTES)) print(line);
  } catch {
    // The stream broke with its process.
  }
}

/** What the process printed before the message that was read last is in its pipes: each turn of the loop reads from them. */
async function outputIsRead({ stdout, stderr }: ChildProcess): Promise<void> {
  const bytesRead = () => [stdout, stderr].map((stream) => (stream as Socket | null)?.bytesRead ?? 0).join();
  for (let before = ''; before !== bytesRead(); ) {
    before = bytesRead();
    await nextTurn();
    await nextTurn();
  }
}

async function endOf(child: ChildProcess): Promise<TrainerExit> {
  // `close` comes after the last message and the last line of output, `exit` may come before them. A process that
  // could not be started has an error instead.
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal };
}
