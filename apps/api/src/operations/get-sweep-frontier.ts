import { sweepFrontier } from '@yoto/frontier';
import type { Operation } from './operation.ts';
import { readFrontierInput } from './read-frontier-input.ts';

/** The frontiers as far as the sweep has come: computed from the last evaluation of every job. */
export const getSweepFrontier: Operation<'getSweepFrontier'> = async (context, { params, query }) =>
  sweepFrontier(await readFrontierInput(context, params.id, query.y));
