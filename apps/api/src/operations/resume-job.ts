import { sendMessages } from '../messages.ts';
import { oneJob } from '../wire/job.ts';
import type { Operation } from './operation.ts';

export const resumeJob: Operation<'resumeJob'> = async (context, { params }) => {
  const job = await context.storage.jobs.resume(params.id);
  await sendMessages(context, [job]);
  return oneJob(context, job);
};
