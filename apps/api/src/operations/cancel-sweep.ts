import { removeMessages } from '../messages.ts';
import { sweepDetail } from '../wire/sweep.ts';
import type { Operation } from './operation.ts';

/** Cancelling again finds nothing left to cancel. Workers learn of it by the heartbeats of their running attempts. */
export const cancelSweep: Operation<'cancelSweep'> = async (context, { params }) => {
  await removeMessages(context, await context.storage.sweeps.cancel(params.id));
  return sweepDetail(context, await context.storage.sweeps.get(params.id));
};
