/** One process of the stack: started with an IPC channel, ready when it says so, ended on request. */
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError, type ErrorCode } from '@yoto/core';
import { type ForkedProgram, forkProgram } from '@yoto/host';

const READY_TIMEOUT_MS = 120_000;

export interface ChildOptions {
  /** Shown to people and part of the log's name. */
  name: string;
  /** The TypeScript file to run. */
  entry: string;
  environment: NodeJS.ProcessEnv;
  logFile: string;
  /** How long it may take to end when asked to. */
  graceMs: number;
}

/** What the process sends when it is up; more fields depend on which process it is. */
export interface ReadyMessage {
  type: 'ready';
  [field: string]: unknown;
}
type FailedMessage = { type: 'failed'; code: ErrorCode; message: string; fix?: string };

export interface Child {
  name: string;
  logFile: string;
  /** Rejects with the process's own error when it ends before it is ready. */
  ready: Promise<ReadyMessage>;
  /** How it ended, in words; never rejects. */
  ended: Promise<string>;
  /** Asks it to end, and kills it when it takes longer than its grace. */
  stop(): Promise<void>;
  /** Ends it and everything it started, at once. */
  kill(): void;
}

/** Starts `entry` with standard output and error in its log. */
export function startChild(options: ChildOptions): Child {
  const { name, logFile } = options;
  const program = forkProgram(options);
  const ended = program.ended.then(({ how }) => how);
  const stop = async () => {
    program.terminate();
    const giveUp = new AbortController();
    const late = delay(options.graceMs, undefined, { signal: giveUp.signal }).then(
      program.kill,
      () => undefined,
    );
    await ended;
    giveUp.abort();
    await late;
  };
  const ready = readinessOf(program, options, ended);
  ready.catch(() => undefined); // whoever awaits it sees the error; nobody may, when the stack is stopped early
  return { name, logFile, ready, ended, stop, kill: program.kill };
}

async function readinessOf(
  program: ForkedProgram,
  { name, logFile }: ChildOptions,
  ended: Promise<string>,
): Promise<ReadyMessage> {
  let failure: FailedMessage | undefined;
  const up = new Promise<ReadyMessage>((resolve) => {
    program.process.on('message', (message: ReadyMessage | FailedMessage) => {
      if (message.type === 'ready') resolve(message);
      if (message.type === 'failed') failure = message as FailedMessage;
    });
  });
  const giveUp = new AbortController();
  const tooLate = delay(READY_TIMEOUT_MS, 'too late' as const, { signal: giveUp.signal, ref: false });
  tooLate.catch(() => undefined);
  const outcome = await Promise.race([up, ended, tooLate]);
  giveUp.abort();
  if (typeof outcome === 'object') return outcome;
  if (outcome === 'too late') program.kill();
  if (failure) {
    const { code, message, fix } = failure;
    throw new AppError(code, message, fix === undefined ? {} : { details: { fix } });
  }
  const what =
    outcome === 'too late' ? `was not ready after ${READY_TIMEOUT_MS / 1000} s` : `ended (${outcome})`;
  throw new AppError('crashed', `${name} ${what}. Its last words:\n${lastLines(logFile)}`, {
    details: { fix: `look at ${logFile}; \`yoto doctor\` checks this machine` },
  });
}

/** The end of a log file, indented, for an error message; a file that cannot be read has no lines. */
function lastLines(file: string, count = 8): string {
  try {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    return lines
      .slice(-count)
      .map((line) => `  ${line}`)
      .join('\n');
  } catch {
    return '  (no log)';
  }
}
