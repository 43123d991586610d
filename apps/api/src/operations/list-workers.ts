import { workerDetail } from '../wire/worker.ts';
import type { Operation } from './operation.ts';

const A_DAY_MS = 24 * 60 * 60 * 1000;

export const listWorkers: Operation<'listWorkers'> = async ({ storage, stallAfterMs }) => {
  const now = Date.now();
  const rows = await storage.workers.list(new Date(now - A_DAY_MS));
  return { items: rows.map((row) => workerDetail(row, new Date(now - stallAfterMs))) };
};
