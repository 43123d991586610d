import { removeMessages } from '../messages.ts';
import { oneJob } from '../wire/job.ts';
import type { Operation } from './operation.ts';

export const cancelJob: Operation<'cancelJob'> = async (context, { params }) => {
  const job = await context.storage.jobs.cancel(params.id);
  await removeMessages(context, [job]);
  return oneJob(context, job);
};
