import { sweepDetail } from '../wire/sweep.ts';
import type { Operation } from './operation.ts';

export const getSweep: Operation<'getSweep'> = async ({ storage }, { params }) =>
  sweepDetail(await storage.sweeps.get(params.id));
