import { workerDetail } from '../wire/worker.ts';
import type { Operation } from './operation.ts';

export const releaseWorker: Operation<'releaseWorker'> = async ({ storage, stallAfterMs }, { params }) =>
  workerDetail(await storage.workers.release(params.id), stallAfterMs);
