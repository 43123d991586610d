import { sendMessages } from '../messages.ts';
import { oneJob } from '../wire/job.ts';
import type { Operation } from './operation.ts';

export const retryJob: Operation<'retryJob'> = async (context, { params }) => {
  const job = await context.storage.jobs.retry(params.id);
  await sendMessages(context, [job]);
  return oneJob(context, job);
};
