import { jobSummaries } from '../wire/job.ts';
import type { Operation } from './operation.ts';

export const listJobs: Operation<'listJobs'> = async (context, { query }) => {
  const { limit, cursor, ...filter } = query;
  const page = await context.storage.jobs.list(filter, { limit, cursor });
  return { items: await jobSummaries(context, page.rows), nextCursor: page.nextCursor };
};
