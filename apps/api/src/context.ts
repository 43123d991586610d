import type { TaskCatalogue } from '@yoto/core';
import type { JobQueue } from '@yoto/queue';
import type { Storage } from '@yoto/storage';
import type { Logger } from 'pino';

/** What operations work with. */
export interface ApiContext {
  storage: Storage;
  queue: JobQueue;
  tasks: TaskCatalogue;
  log: Logger;
  /** A worker or attempt without a sign of life for so long is taken for dead. */
  stallAfterMs: number;
}
