/** The part of BullMQ that differs between Redis and Postgres. */
import type { Processor, Queue, Worker, WorkerOptions } from 'bullmq';
import type { MessageData } from './bull-message.ts';

/** What is used of BullMQ's classes; their full types differ by the kind of connection. */
type BullQueue = Pick<Queue<MessageData>, 'addBulk' | 'remove' | 'getJobCounts' | 'getActive'>;
type BullWorker = Pick<Worker<MessageData>, 'close' | 'pause' | 'resume'> & {
  waitUntilReady(): Promise<unknown>;
};

export interface QueueBackend {
  readonly kind: 'redis' | 'postgres';
  /** For messages to people: no password in it. */
  readonly where: string;
  readonly queue: BullQueue;
  ping(): Promise<void>;
  /** A worker on connections of its own, and the way to drop them without waiting for an answer. */
  startWorker(
    processor: Processor<MessageData>,
    options: Omit<WorkerOptions, 'connection'>,
  ): { worker: BullWorker; drop(): Promise<void> };
  close(): Promise<void>;
}
