/**
 * What people do with sweeps that are there. Rows are changed first; messages that wake workers follow, and may be lost
 * without harm.
 */
import { AppError, type BulkRequest, type BulkResult, formatPlural, toAppError } from '@yoto/core';
import type { ApiContext } from '../context.ts';
import { removeMessages, sendMessages } from '../messages.ts';
import { sweepDetail } from '../wire/sweep.ts';
import type { Operation } from './operation.ts';

export const editSweep: Operation<'editSweep'> = async (context, { params, body }) => {
  await context.storage.sweeps.edit(params.id, body);
  return shown(context, params.id);
};

/** The rows go now; the files they referred to are left to `collectGarbage`. */
export const deleteSweep: Operation<'deleteSweep'> = async (context, { params }) => ({
  id: params.id,
  deletedJobs: await remove(context, params.id),
});

/** Cancelling again finds nothing left to cancel. */
export const cancelSweep: Operation<'cancelSweep'> = async (context, { params }) => {
  await cancel(context, params.id);
  return shown(context, params.id);
};

export const pauseSweep: Operation<'pauseSweep'> = async (context, { params }) => {
  await pause(context, params.id);
  return shown(context, params.id);
};

export const resumeSweep: Operation<'resumeSweep'> = async (context, { params }) => {
  await resume(context, params.id);
  return shown(context, params.id);
};

/** Doing it again finds nothing more to retry: what was queued is no longer failed. */
export const retrySweep: Operation<'retrySweep'> = async (context, { params, body }) => {
  await sendMessages(context, await context.storage.sweeps.retry(params.id, body));
  return shown(context, params.id);
};

/**
 * One sweep after the other; what one refuses is told, and keeps no other from being changed. Throws `database_unavailable`
 * where the database was away for all of them.
 */
export const changeSweeps: Operation<'changeSweeps'> = async (context, { body }) => {
  const results: BulkResult[] = [];
  for (const id of new Set(body.ids)) results.push(await changeOne(context, id, body));
  const [first] = results;
  if (first && results.every(({ code }) => code === 'database_unavailable'))
    throw new AppError('database_unavailable', first.message);
  return { results };
};

async function changeOne(context: ApiContext, id: string, request: BulkRequest): Promise<BulkResult> {
  let name: string | null = null;
  try {
    ({ name } = await context.storage.sweeps.get(id));
    return { id, name, done: true, message: await change(context, id, request), code: null };
  } catch (error) {
    const { code, message } = toAppError(error);
    if (code === 'internal') context.log.error({ err: error, sweepId: id }, 'a sweep could not be changed');
    return { id, name, done: false, message, code };
  }
}

async function change(context: ApiContext, id: string, request: BulkRequest): Promise<string> {
  switch (request.action) {
    case 'pause':
      return jobsText('paused', await pause(context, id));
    case 'resume':
      return jobsText('resumed', await resume(context, id));
    case 'cancel':
      return jobsText('cancelled', await cancel(context, id));
    case 'delete':
      return `Deleted with ${formatPlural(await remove(context, id), 'job')}`;
    case 'edit':
      return (await context.storage.sweeps.edit(id, request.changes)).join('. ') || 'It was so already';
  }
}

const jobsText = (verb: string, jobs: number) =>
  jobs === 0 ? `No job had to be ${verb}` : `${formatPlural(jobs, 'job')} ${verb}`;

const shown = async (context: ApiContext, id: string) =>
  sweepDetail(context, await context.storage.sweeps.get(id));

async function remove({ storage, log }: ApiContext, id: string): Promise<number> {
  const deletedJobs = await storage.sweeps.delete(id);
  log.info({ sweepId: id, deletedJobs }, 'sweep deleted');
  return deletedJobs;
}

/** Workers learn of it by the heartbeats of their running attempts. */
async function cancel(context: ApiContext, id: string): Promise<number> {
  const changed = await context.storage.sweeps.cancel(id);
  await removeMessages(context, changed);
  return changed.length;
}

/** Workers learn of it by a notice and by the heartbeats of their running attempts. */
async function pause(context: ApiContext, id: string): Promise<number> {
  const changed = await context.storage.sweeps.pause(id);
  const paused = changed.filter((job) => job.state === 'paused');
  await removeMessages(context, paused);
  return changed.length;
}

/** A job that is still pausing simply goes on; only those that were paused need a message. */
async function resume(context: ApiContext, id: string): Promise<number> {
  const changed = await context.storage.sweeps.resume(id);
  await sendMessages(context, changed);
  return changed.length;
}
