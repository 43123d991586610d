/** Calls to a worker thread: each gets its answer, or an error when the thread ends first. */
import { Worker } from 'node:worker_threads';
import { AppError } from '@yoto/core';
import type { ImageDatasetFacts } from '../image-dataset.ts';
import {
  OPENING,
  receivedError,
  type ThreadMethod,
  type ThreadReply,
  type ThreadRequest,
  type ThreadResult,
  type ThreadTask,
} from './thread-messages.ts';

export interface ThreadCalls {
  /** Resolves when the data set is open. */
  opened: Promise<ImageDatasetFacts>;
  ask<M extends ThreadMethod>(
    method: M,
    ...args: Extract<ThreadRequest, { method: M }>['args']
  ): Promise<ThreadResult<M>>;
  isDead(): boolean;
  /** Resolves when the thread has ended, one way or the other. */
  ended: Promise<void>;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: AppError): void;
}

const DATASET_THREAD = new URL('./start-dataset-thread.mjs', import.meta.url);

/** Starts a thread for the data set of `task`. It ends by itself when opening fails, and after `close`. */
export function startThread(task: ThreadTask, script: URL = DATASET_THREAD): ThreadCalls {
  const worker = new Worker(script, { workerData: task });
  const waiting = new Map<number, Waiting>();
  let lastCall = OPENING;
  let death: AppError | undefined;

  const expectAnswer = (call: number) =>
    new Promise<unknown>((resolve, reject) => {
      if (death) reject(death);
      else waiting.set(call, { resolve, reject });
    });
  const die = (error: AppError) => {
    death ??= error;
    for (const { reject } of waiting.values()) reject(death);
    waiting.clear();
  };
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => resolve());
  });
  worker.on('message', (reply: ThreadReply) => {
    const caller = waiting.get(reply.call);
    waiting.delete(reply.call);
    if ('error' in reply) caller?.reject(receivedError(reply.error));
    else caller?.resolve(reply.value);
  });
  worker.on('error', (error) => die(deathOf(task.id, error)));
  worker.on('exit', (code) => die(deathOf(task.id, new Error(`it ended with code ${code}`))));

  return {
    opened: expectAnswer(OPENING) as Promise<ImageDatasetFacts>,
    ask(method, ...args) {
      const call = ++lastCall;
      worker.postMessage({ call, method, args });
      return expectAnswer(call) as Promise<ThreadResult<typeof method>>;
    },
    isDead: () => death !== undefined,
    ended,
  };
}

function deathOf(id: string, cause: Error & { code?: unknown }): AppError {
  if (cause.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    const message = `The thread that reads the data set "${id}" ran out of memory: use smaller batches`;
    return new AppError('out_of_memory', message, { cause });
  }
  return new AppError('crashed', `The thread that reads the data set "${id}" crashed: ${cause.message}`, {
    cause,
  });
}
