import type { EventType } from '@yoto/core';
import type { Database } from './database.ts';
import { OWNER, writeFenced } from './fence.ts';
import type { Event, Prisma } from './generated/prisma/client.ts';
import { requireId } from './row-id.ts';
import { statement } from './statement.ts';
import type { EventRepository, EventRow } from './storage.ts';

export function eventRepository(database: Database): EventRepository {
  const newest = async (where: Prisma.EventWhereInput, limit: number): Promise<EventRow[]> =>
    (await database.prisma.event.findMany({ where, orderBy: { id: 'desc' }, take: limit })).map(toEventRow);
  return {
    add: (attempt, { type, message }) => writeFenced(database, attempt, ADD, [type, message]),
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

/** Types are of the enum: nothing else is written. */
const toEventRow = ({ attempt: _attempt, type, ...event }: Event): EventRow => ({
  ...event,
  id: String(event.id),
  type: type as EventType,
});

/** What the attempt has told already stays as it is. */
const ADD = statement(`
  with ${OWNER}, told as (
    insert into events (sweep_id, job_id, attempt, type, message)
    select owner.sweep_id, owner.id, $2, $3, $4 from owner
    on conflict (job_id, attempt, type, md5(message)) where attempt is not null do nothing
  )
  select id from owner`);
