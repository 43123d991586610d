import { jobSummary } from '../wire/job.ts';
import type { Operation } from './operation.ts';

export const listJobs: Operation<'listJobs'> = async ({ storage }, { query }) => {
  const { limit, cursor, ...filter } = query;
  const page = await storage.jobs.list(filter, { limit, cursor });
  return { items: page.rows.map(jobSummary), nextCursor: page.nextCursor };
};
