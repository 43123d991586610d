import { removeMessages } from '../messages.ts';
import { sweepDetail } from '../wire/sweep.ts';
import type { Operation } from './operation.ts';

/** Workers learn of it by a notice and by the heartbeats of their running attempts. */
export const pauseSweep: Operation<'pauseSweep'> = async (context, { params }) => {
  const changed = await context.storage.sweeps.pause(params.id);
  await removeMessages(
    context,
    changed.filter((job) => job.state === 'paused'),
  );
  return sweepDetail(context, await context.storage.sweeps.get(params.id));
};
