import { sweepSummaries } from '../wire/sweep.ts';
import type { Operation } from './operation.ts';

export const listSweeps: Operation<'listSweeps'> = async (context, { query }) => {
  const { reference, ...request } = query;
  const page = await context.storage.sweeps.list(request, { reference });
  return { items: await sweepSummaries(context, page.rows), nextCursor: page.nextCursor };
};
