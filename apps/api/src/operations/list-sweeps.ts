import { sweepSummary } from '../wire/sweep.ts';
import type { Operation } from './operation.ts';

export const listSweeps: Operation<'listSweeps'> = async ({ storage }, { query }) => {
  const { reference, ...request } = query;
  const page = await storage.sweeps.list(request, { reference });
  return { items: page.rows.map(sweepSummary), nextCursor: page.nextCursor };
};
