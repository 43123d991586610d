/** Which job a free worker gets: the rows decide, whatever message woke the worker. */
import type { Database, Query } from './database.ts';
import { isDueSql, jobColumnsOf, OWNED_STATES_SQL } from './job-row.ts';
import { transitionJobs } from './job-transition.ts';
import { notFound, requireId } from './row-id.ts';
import type { Claimant, JobRow } from './storage.ts';

/** Any number that no other program locks; claims take turns, so that each sees what the one before it took. */
const CLAIMS = 7_240_501;

/**
 * Claims the next due job: the highest priority, then the sweep with the fewest running jobs, then the one served
 * longest ago, then plan order. Undefined: nothing is due, or the worker is quarantined.
 * @throws AppError `not_found` (no such worker)
 */
export async function claimNext(database: Database, worker: Claimant): Promise<JobRow | undefined> {
  requireId('worker', worker.workerId);
  return database.transaction((query) => claim(query, worker), { alone: CLAIMS });
}

async function claim(query: Query, worker: Claimant): Promise<JobRow | undefined> {
  const [known] = await query<{ quarantined: boolean }>(QUARANTINED, [worker.workerId]);
  if (!known) throw notFound('worker', worker.workerId);
  if (known.quarantined) return undefined;
  // A job may be paused or cancelled between the two statements: then the next one is looked for.
  while (true) {
    const next = await query<JobRow>(NEXT_DUE, []);
    if (next.length === 0) return undefined;
    const [claimed] = await transitionJobs(query, next, () => ({ type: 'claim' }), { claimedBy: worker });
    if (claimed) return claimed;
  }
}

const QUARANTINED = 'select quarantined_at is not null as quarantined from workers where id = $1';

/**
 * `waiting` hops through the index from one sweep with queued jobs to the next, so the time depends on the number of
 * such sweeps and not on how many jobs they have.
 */
const NEXT_DUE = `
  with recursive waiting as (
    (select sweep_id from jobs where state = 'queued' order by sweep_id limit 1)
    union all
    select (select j.sweep_id from jobs j where j.state = 'queued' and j.sweep_id > w.sweep_id
      order by j.sweep_id limit 1)
    from waiting w where w.sweep_id is not null
  ), busy as (
    select sweep_id, count(*) as jobs from jobs where state in (${OWNED_STATES_SQL}) group by sweep_id
  ), next as (
    select head.id
    from waiting w
    join sweeps s on s.id = w.sweep_id
    cross join lateral (
      select j.id, j.priority from jobs j
      where j.sweep_id = w.sweep_id and ${isDueSql('j', 'statement_timestamp()')}
      order by j.priority desc, j.index limit 1
    ) as head
    left join busy b on b.sweep_id = w.sweep_id
    order by head.priority desc, coalesce(b.jobs, 0), s.served_at nulls first, s.id
    limit 1
  )
  select ${jobColumnsOf('j')} from next join jobs j on j.id = next.id`;
