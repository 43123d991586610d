/** The daemon's end of a trainer's messages: hello first, then one after the other, each handled before the next is read. */
import type { Readable } from 'node:stream';
import {
  AppError,
  type AttemptReport,
  LONGEST_LINE_BYTES,
  MESSAGES_FD,
  parseMessage,
  TRAINER_PROTOCOL,
  type TrainerMessage,
  toAppError,
} from '@yoto/core';
import { protocolLines } from '../read-lines.ts';

export type TrainerReady = Omit<Extract<TrainerMessage, { type: 'ready' }>, 'type'>;

export interface FollowOptions {
  /** For the first message: a program that knows the protocol says it at once. */
  helloWithinMs: number;
  /** From the end of a job to `idle` or the end of the process. */
  restWithinMs: number;
  onReady(ready: TrainerReady): void;
  onIdle(): void;
  onReport(report: AttemptReport): Promise<void>;
  /** The job has ended, but neither the process nor its rest has begun in time. */
  onLinger(): void;
}

/**
 * Resolves at the end of the stream.
 * @throws AppError `config_invalid` (no hello in time, or not one of this protocol: no trainer at all), `trainer_protocol`
 * (a later line that is no message); what `onReport` throws
 */
export async function followMessages(stream: Readable, options: FollowOptions): Promise<void> {
  const silence = new AppError(
    'config_invalid',
    `The trainer program cannot be used: it said nothing for ${options.helloWithinMs / 1000} s. Its first line on file descriptor ${MESSAGES_FD} must be a hello`,
  );
  let timer = setTimeout(() => stream.destroy(silence), options.helloWithinMs);
  let isGreeted = false;
  try {
    for await (const line of protocolLines(stream, LONGEST_LINE_BYTES)) {
      if (!isGreeted) {
        checkHello(line);
        isGreeted = true;
        clearTimeout(timer);
        continue;
      }
      const message = parseMessage(line);
      if (message.type === 'ending') timer = setTimeout(options.onLinger, options.restWithinMs).unref();
      if (message.type === 'idle') clearTimeout(timer);
      await handle(message, options);
    }
  } finally {
    // What lingers after its ending may have closed its pipe.
    if (!isGreeted) clearTimeout(timer);
  }
}

async function handle(message: TrainerMessage, options: FollowOptions): Promise<void> {
  switch (message.type) {
    case 'hello':
      throw new AppError('trainer_protocol', 'The trainer said hello a second time');
    case 'ready':
      return options.onReady(message);
    case 'idle':
      return options.onIdle();
    default:
      return options.onReport(message);
  }
}

/** Throws `config_invalid`: what does not speak the protocol is no trainer, whatever the job. */
function checkHello(line: string): void {
  const message = tryParse(line);
  if (message instanceof AppError) throw noTrainer(message.message);
  if (message.type !== 'hello') throw noTrainer(`its first message is "${message.type}", not "hello"`);
  if (message.protocol === TRAINER_PROTOCOL) return;
  throw noTrainer(
    `it speaks protocol ${message.protocol}, and this worker ${TRAINER_PROTOCOL}: update the older of the two`,
  );
}

function tryParse(line: string): TrainerMessage | AppError {
  try {
    return parseMessage(line);
  } catch (error) {
    return toAppError(error);
  }
}

const noTrainer = (why: string): AppError =>
  new AppError('config_invalid', `The trainer program cannot be used: ${why}`);
