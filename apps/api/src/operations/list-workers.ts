import { workerDetail } from '../wire/worker.ts';
import type { Operation } from './operation.ts';

const A_DAY_MS = 24 * 60 * 60 * 1000;

export const listWorkers: Operation<'listWorkers'> = async ({ storage, stallAfterMs }) => {
  const rows = await storage.workers.list(A_DAY_MS);
  return { items: rows.map((row) => workerDetail(row, stallAfterMs)) };
};
