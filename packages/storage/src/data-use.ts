/** What data the attempts of a job have worked with, and those of a sweep: whether its results can be compared. */
import type { DataRecord, DataUse } from '@yoto/core';
import type { Database } from './database.ts';
import { OWNER, writeFenced } from './fence.ts';
import { requireId } from './row-id.ts';
import { statement } from './statement.ts';
import type { AttemptRef } from './storage.ts';

const RECORD = statement(`
  with ${OWNER}
  update attempts a set data = $3 from owner where a.job_id = owner.id and a.number = $2
  returning a.job_id`);

export const recordData = (database: Database, attempt: AttemptRef, data: DataRecord): Promise<void> =>
  writeFenced(database, attempt, RECORD, [JSON.stringify(data)]);

/**
 * By fingerprint; the description names folders, which differ between machines that have the same data, so one of them
 * stands for all. Without a fingerprint the description is all that there is to go by. Frozen weights are known by name and hash.
 */
const USE_BY_DATA = statement(`
  select min(a.data ->> 'description') as description, a.data -> 'fingerprint' as fingerprint,
    (array_agg(coalesce(a.data -> 'frozen', '[]') order by a.number))[1] as frozen,
    count(distinct a.job_id)::int as jobs, count(*)::int as attempts
  from attempts a join jobs j on j.id = a.job_id
  cross join lateral (
    select jsonb_agg(jsonb_build_array(one -> 'name', one -> 'sha256') order by one -> 'name') as identity
    from jsonb_array_elements(coalesce(a.data -> 'frozen', '[]')) as one
  ) as weights
  where j.sweep_id = $1 and a.data is not null
  group by a.data -> 'fingerprint', weights.identity,
    case when jsonb_typeof(a.data -> 'fingerprint') = 'null' then a.data ->> 'description' end
  order by jobs desc, description`);

export async function dataOfSweep({ query }: Database, sweepId: string): Promise<DataUse[]> {
  requireId('sweep', sweepId);
  return query<DataUse>(USE_BY_DATA, [sweepId]);
}
