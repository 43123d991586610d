import { removeMessages } from '../messages.ts';
import { sweepDetail } from '../wire/sweep.ts';
import type { Operation } from './operation.ts';

/** Cancelling again finds nothing left to cancel. Workers learn of it by the heartbeats of their running attempts. */
export const cancelSweep: Operation<'cancelSweep'> = async (context, { params }) => {
  const { sweeps, jobs } = context.storage;
  const cancelled = new Set(await sweeps.cancel(params.id));
  if (cancelled.size > 0) {
    const rows = await jobs.ofSweep(params.id);
    await removeMessages(
      context,
      rows.filter((row) => cancelled.has(row.id)),
    );
  }
  return sweepDetail(await sweeps.get(params.id));
};
