/** A process that is started again whenever it ends, as systemd or Kubernetes would, and that may be ended on purpose. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ForkedProgram, forkProgram } from '@yoto/host';
import { sendSignal } from './process-tree.ts';

/** A supervisor does not spin when the database is away and nothing can start. */
const RESTART_DELAY_MS = 500;
const POLL_MS = 50;

export interface SupervisedOptions {
  name: string;
  /** The TypeScript file to run. */
  entry: string;
  environment: Record<string, string>;
  logFile: string;
  /** More flags for node. */
  nodeFlags?: readonly string[];
}

export interface Supervised {
  readonly name: string;
  /** The process that runs now; undefined between two. */
  pid(): number | undefined;
  isReady(): boolean;
  /** Resolves once a process is ready, be it this one or the next; or once it is being ended for good. */
  untilReady(): Promise<void>;
  /** Sends a signal to the process that runs; SIGKILL and SIGTERM make its end an expected one. */
  signal(signal: NodeJS.Signals): void;
  /** Resolves when the process that runs now has ended, with how. */
  untilEnded(): Promise<string>;
  /** Asks the process a question over its channel; undefined when it ends first. */
  ask(question: object): Promise<Record<string, unknown> | undefined>;
  /** Ends that nobody asked for, of processes that had been ready: each is a bug. */
  unexpectedEnds(): string[];
  /** Ends it for good: in order, or after `graceMs` by force. */
  stop(graceMs: number): Promise<void>;
}

interface Incarnation {
  program: ForkedProgram;
  ready: boolean;
  /** Somebody asked for its end. */
  ending: boolean;
}

/** Starts it; it is `entry` through the TypeScript loader, with an IPC channel on which it says `{ type: 'ready' }`. */
export function supervise(options: SupervisedOptions): Supervised {
  const unexpected: string[] = [];
  let stopping = false;
  let current = incarnate(options);
  let running = true;

  async function watch(): Promise<void> {
    for (;;) {
      const { how } = await current.program.ended;
      running = false;
      if (current.ready && !current.ending && !stopping) unexpected.push(`${options.name}: ${how}`);
      if (stopping) return;
      await sleep(RESTART_DELAY_MS);
      if (stopping) return;
      current = incarnate(options);
      running = true;
    }
  }
  const watching = watch();
  const isReady = () => running && current.ready;
  return {
    name: options.name,
    pid: () => (running ? current.program.process.pid : undefined),
    isReady,
    async untilReady() {
      while (!isReady() && !stopping) await sleep(POLL_MS);
    },
    signal(signal) {
      if (!running || current.program.process.pid === undefined) return;
      if (signal === 'SIGKILL' || signal === 'SIGTERM') current.ending = true;
      sendSignal(current.program.process.pid, signal);
    },
    untilEnded: async () => (await current.program.ended).how,
    ask: (question) => ask(current, question),
    unexpectedEnds: () => [...unexpected],
    async stop(graceMs) {
      stopping = true;
      current.program.terminate();
      const late = setTimeout(() => current.program.kill(), graceMs);
      await watching;
      clearTimeout(late);
    },
  };
}

function incarnate(options: SupervisedOptions): Incarnation {
  const incarnation: Incarnation = { program: forkProgram(options), ready: false, ending: false };
  incarnation.program.process.on('message', (message: { type?: unknown }) => {
    if (message.type === 'ready') incarnation.ready = true;
  });
  return incarnation;
}

async function ask({ program }: Incarnation, question: object): Promise<Record<string, unknown> | undefined> {
  const answer = once(program.process, 'message').then(([message]) => message as Record<string, unknown>);
  program.process.send(question, () => undefined);
  return Promise.race([answer, program.ended.then(() => undefined)]);
}
