import { removeMessages } from '../messages.ts';
import { oneJob } from '../wire/job.ts';
import type { Operation } from './operation.ts';

/** A waiting job is paused at once; a running one is `pausing` until its worker has written a checkpoint. */
export const pauseJob: Operation<'pauseJob'> = async (context, { params }) => {
  const job = await context.storage.jobs.pause(params.id);
  if (job.state === 'paused') await removeMessages(context, [job]);
  return oneJob(context, job);
};
