import { jobSummary } from '../wire/job.ts';
import type { Operation } from './operation.ts';

export const listSweepJobs: Operation<'listSweepJobs'> = async ({ storage }, { params }) => {
  const sweep = await storage.sweeps.get(params.id);
  const rows = await storage.jobs.ofSweep(sweep.id);
  return { items: rows.map(jobSummary) };
};
