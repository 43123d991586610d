import { sweepSummary } from '../wire/sweep.ts';
import type { Operation } from './operation.ts';

export const listSweeps: Operation<'listSweeps'> = async ({ storage }, { query }) => {
  const page = await storage.sweeps.list(query);
  return { items: page.rows.map(sweepSummary), nextCursor: page.nextCursor };
};
