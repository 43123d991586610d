/** The trainer's end of the pipes to its daemon. */
import { Socket } from 'node:net';
import {
  AppError,
  COMMANDS_FD,
  encodeLine,
  type JobCommand,
  LONGEST_LINE_BYTES,
  MESSAGES_FD,
  parseCommand,
  TRAINER_PROTOCOL,
  type TrainerMessage,
  type TrainerStart,
} from '@yoto/core';
import type { TrainSignal } from '@yoto/training';
import { protocolLines } from '../read-lines.ts';

export interface DaemonChannel {
  /** How the daemon wants this trainer. */
  start(): Promise<TrainerStart>;
  /** Resolves when the message is in the pipe: not before the daemon has kept up with the ones before it. */
  send(message: TrainerMessage): Promise<void>;
  /** The next job that the daemon sends, and the signal that its `stop` will set. */
  nextJob(): Promise<{ job: JobCommand; signal: TrainSignal }>;
}

/** Says hello. Ends the process when the daemon is gone: nobody is left to report to. */
export function openDaemonChannel(): DaemonChannel {
  const [commands, messages] = openPipes();
  let signal: TrainSignal = {};
  const started = queue<TrainerStart>();
  const jobs = queue<JobCommand>();
  messages.on('error', () => process.exit(1));

  async function follow(): Promise<void> {
    for await (const line of protocolLines(commands, LONGEST_LINE_BYTES)) {
      const command = parseCommand(line);
      switch (command.type) {
        case 'start':
          started.put(command);
          break;
        case 'stop':
          signal.stop = 'checkpoint';
          break;
        default:
          // A stop that was meant for the job before must not stop this one.
          signal = {};
          jobs.put(command);
      }
    }
  }
  follow().then(
    () => process.exit(1),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
  const send = (message: TrainerMessage) =>
    new Promise<void>((resolve, reject) => {
      messages.write(encodeLine(message), (error) => (error ? reject(error) : resolve()));
    });
  void send({ type: 'hello', protocol: TRAINER_PROTOCOL });
  return {
    start: started.next,
    send,
    nextJob: async () => ({ job: await jobs.next(), signal }),
  };
}

function openPipes(): [commands: Socket, messages: Socket] {
  try {
    return [
      new Socket({ fd: COMMANDS_FD, readable: true, writable: false }),
      new Socket({ fd: MESSAGES_FD, readable: false, writable: true }),
    ];
  } catch (cause) {
    throw new AppError('internal', 'A trainer is started by the worker, not by hand', { cause });
  }
}

function queue<T>(): { put(item: T): void; next(): Promise<T> } {
  const items: T[] = [];
  let whenPut = () => {};
  return {
    put(item) {
      items.push(item);
      whenPut();
    },
    async next() {
      for (;;) {
        const item = items.shift();
        if (item !== undefined) return item;
        await new Promise<void>((resolve) => {
          whenPut = resolve;
        });
      }
    },
  };
}
