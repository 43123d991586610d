import { jobDetail } from '../wire/job.ts';
import type { Operation } from './operation.ts';

/** A job that keeps failing has more events than anyone reads. */
const MOST_EVENTS = 200;

export const getJob: Operation<'getJob'> = async (context, { params }) => {
  const { storage } = context;
  const job = await storage.jobs.get(params.id);
  const [attempts, checkpoints, artifacts, events] = await Promise.all([
    storage.jobs.attempts(job.id),
    storage.checkpoints.list(job.id),
    storage.artifacts.list(job.id),
    storage.events.ofJob(job.id, MOST_EVENTS),
  ]);
  return jobDetail(context, job, { attempts, checkpoints, artifacts, events });
};
