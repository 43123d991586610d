import type { Database } from './database.ts';
import type { Event, Prisma } from './generated/prisma/client.ts';
import { requireId } from './row-id.ts';
import type { EventRepository, EventRow } from './storage.ts';

export function eventRepository({ prisma }: Database): EventRepository {
  const newest = async (where: Prisma.EventWhereInput, limit: number): Promise<EventRow[]> =>
    (await prisma.event.findMany({ where, orderBy: { id: 'desc' }, take: limit })).map(toEventRow);
  return {
    async add(event) {
      if (event.sweepId !== undefined) requireId('sweep', event.sweepId);
      if (event.jobId !== undefined) requireId('job', event.jobId);
      await prisma.event.create({ data: event });
    },
    async ofSweep(sweepId, limit) {
      requireId('sweep', sweepId);
      return newest({ sweepId }, limit);
    },
    async ofJob(jobId, limit) {
      requireId('job', jobId);
      return newest({ jobId }, limit);
    },
  };
}

const toEventRow = (event: Event): EventRow => ({ ...event, id: String(event.id) });
