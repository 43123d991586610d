import { sendMessages } from '../messages.ts';
import { sweepDetail } from '../wire/sweep.ts';
import type { Operation } from './operation.ts';

/** A job that is still pausing simply goes on; only those that were paused need a message. */
export const resumeSweep: Operation<'resumeSweep'> = async (context, { params }) => {
  await sendMessages(context, await context.storage.sweeps.resume(params.id));
  return sweepDetail(context, await context.storage.sweeps.get(params.id));
};
