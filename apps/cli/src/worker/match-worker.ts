import { AppError, type WorkerDetail } from '@yoto/core';

const SHORTEST_PREFIX = 4;

/**
 * The worker a person means by its name, its id or the beginning of one. Workers that were started again keep their
 * name, so of several those in one of the states `meant` come first. Throws `not_found`, or `invalid_input` where several fit.
 */
export function matchWorker(
  workers: readonly Pick<WorkerDetail, 'id' | 'name' | 'status'>[],
  reference: string,
  meant: readonly WorkerDetail['status'][],
): Pick<WorkerDetail, 'id' | 'name' | 'status'> {
  const byName = workers.filter((worker) => worker.name === reference);
  const byId =
    reference.length < SHORTEST_PREFIX ? [] : workers.filter((worker) => worker.id.startsWith(reference));
  const named = byName.length > 0 ? byName : byId;
  const likely = named.filter((worker) => meant.includes(worker.status));
  const found = named.length > 1 && likely.length > 0 ? likely : named;
  if (found.length > 1) {
    const candidates = found.map((worker) => `${worker.id} (${worker.name}, ${worker.status})`).join(', ');
    throw new AppError('invalid_input', `"${reference}" may mean several workers: ${candidates}`, {
      details: { fix: 'give the whole id' },
    });
  }
  if (found[0]) return found[0];
  throw new AppError('not_found', `There is no worker with the name or id "${reference}"`, {
    details: { fix: '`yoto workers` lists those of the last day' },
  });
}
