import { sweepDetail } from '../wire/sweep.ts';
import type { Operation } from './operation.ts';

export const getSweep: Operation<'getSweep'> = async (context, { params }) =>
  sweepDetail(context, await context.storage.sweeps.get(params.id));
