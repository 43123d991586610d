import { sendMessages } from '../messages.ts';
import { sweepDetail } from '../wire/sweep.ts';
import type { Operation } from './operation.ts';

/** Doing it again finds nothing more to retry: what was queued is no longer failed. */
export const retrySweep: Operation<'retrySweep'> = async (context, { params, body }) => {
  await sendMessages(context, await context.storage.sweeps.retry(params.id, body));
  return sweepDetail(context, await context.storage.sweeps.get(params.id));
};
