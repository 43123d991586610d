import { eventDetail } from '../wire/event.ts';
import type { Operation } from './operation.ts';

export const getSweepEvents: Operation<'getSweepEvents'> = async ({ storage }, { params, query }) => {
  const sweep = await storage.sweeps.get(params.id);
  const rows = await storage.events.ofSweep(sweep.id, query.limit);
  return { items: rows.map(eventDetail) };
};
