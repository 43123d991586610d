import type { TaskCatalogue, WorkerSetup } from '@yoto/core';
import type { JobQueue } from '@yoto/queue';
import type { ArtifactStore, Storage } from '@yoto/storage';
import type { Logger } from 'pino';
import type { SweepComparisons } from './comparison/sweep-comparisons.ts';

/** What operations work with. */
export interface ApiContext {
  storage: Storage;
  queue: JobQueue;
  artifacts: ArtifactStore;
  tasks: TaskCatalogue;
  comparisons: SweepComparisons;
  log: Logger;
  /** A worker or attempt without a sign of life for so long is taken for dead. */
  stallAfterMs: number;
  workerSetup: WorkerSetup;
}
