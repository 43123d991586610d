import { jobSummaries } from '../wire/job.ts';
import type { Operation } from './operation.ts';

export const listSweepJobs: Operation<'listSweepJobs'> = async (context, { params }) => {
  const { storage } = context;
  const sweep = await storage.sweeps.get(params.id);
  const rows = await storage.jobs.ofSweep(sweep.id);
  return { items: await jobSummaries(context, rows) };
};
