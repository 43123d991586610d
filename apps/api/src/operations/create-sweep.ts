import { planSweep, resolveSweepSpec } from '@yoto/core';
import { sendMessages } from '../messages.ts';
import { sweepDetail } from '../wire/sweep.ts';
import type { Operation } from './operation.ts';

/** Rows first: once they are written the sweep is accepted, whatever becomes of the messages. */
export const createSweep: Operation<'createSweep'> = async (context, { body }) => {
  const spec = resolveSweepSpec(body.spec, context.tasks);
  const { sweep, jobs } = await context.storage.sweeps.create(spec, planSweep(spec));
  await sendMessages(context, jobs);
  return sweepDetail(context, sweep);
};
