/** The workers of the last day, and which of them get jobs. */
import { workerDetail } from '../wire/worker.ts';
import type { Operation } from './operation.ts';

const A_DAY_MS = 24 * 60 * 60 * 1000;

export const listWorkers: Operation<'listWorkers'> = async ({ storage, stallAfterMs }) => {
  const rows = await storage.workers.list(A_DAY_MS);
  return { items: rows.map((row) => workerDetail(row, stallAfterMs)) };
};

export const releaseWorker: Operation<'releaseWorker'> = async ({ storage, stallAfterMs }, { params }) =>
  workerDetail(await storage.workers.release(params.id), stallAfterMs);

export const drainWorker: Operation<'drainWorker'> = async ({ storage, stallAfterMs }, { params, body }) =>
  workerDetail(await storage.workers.drain(params.id, body.handOver), stallAfterMs);

export const undrainWorker: Operation<'undrainWorker'> = async ({ storage, stallAfterMs }, { params }) =>
  workerDetail(await storage.workers.undrain(params.id), stallAfterMs);

export const getWorkerSetup: Operation<'getWorkerSetup'> = async ({ workerSetup }) => workerSetup;
