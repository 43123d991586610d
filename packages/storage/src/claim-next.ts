/** Which job a free worker gets: the rows decide, whatever message woke the worker. */
import { type Capabilities, lackOf, type Requirement } from '@yoto/core';
import type { Database, Query } from './database.ts';
import { isDueSql, jobColumnsOf, OWNED_STATES_SQL } from './job-row.ts';
import { transitionJobs } from './job-transition.ts';
import { notFound, requireId } from './row-id.ts';
import { statement } from './statement.ts';
import type { Claimant, JobRow } from './storage.ts';

/** Any number that no other program locks; claims take turns, so that each sees what the one before it took. */
const CLAIMS = 7_240_501;

/**
 * Claims the next due job: the highest priority, then the sweep with the fewest running jobs, then the one served
 * longest ago, then plan order, among those whose requirements the worker meets. Undefined: there is none, or the worker is
 * quarantined or drained.
 * @throws AppError `not_found` (no such worker)
 */
export async function claimNext(database: Database, worker: Claimant): Promise<JobRow | undefined> {
  requireId('worker', worker.workerId);
  return database.transaction((query) => claim(query, worker), { alone: CLAIMS });
}

/** Whether jobs are due that the worker may claim, and others that it may not. @throws AppError `not_found` */
export async function waiting(
  { query }: Database,
  workerId: string,
): Promise<{ forIt: boolean; forOthers: boolean }> {
  requireId('worker', workerId);
  const [row] = await query<{ forIt: boolean; forOthers: boolean }>(WAITING, [
    await fitting(query, workerId),
  ]);
  return row ?? { forIt: false, forOthers: false };
}

async function claim(query: Query, worker: Claimant): Promise<JobRow | undefined> {
  const keys = await fitting(query, worker.workerId);
  // A job may be paused or cancelled between the two statements: then the next one is looked for.
  while (keys.length > 0) {
    const next = await query<JobRow>(NEXT_DUE, [keys]);
    if (next.length === 0) return undefined;
    const [claimed] = await transitionJobs(query, next, () => ({ type: 'claim' }), { claimedBy: worker });
    if (claimed) return claimed;
  }
  return undefined;
}

type ClaimingWorker = Capabilities & {
  rests: boolean;
  wanted: { key: string; content: Requirement }[];
};

/** The requirements of queued jobs that the worker meets: none while it is quarantined or drained. */
async function fitting(query: Query, workerId: string): Promise<string[]> {
  const [worker] = await query<ClaimingWorker>(CLAIMING_WORKER, [workerId]);
  if (!worker) throw notFound('worker', workerId);
  if (worker.rests) return [];
  return worker.wanted.flatMap(({ key, content }) => (lackOf(worker, content) === null ? [key] : []));
}

const CLAIMING_WORKER = statement(`
  select w.quarantined_at is not null or w.draining_at is not null as rests, w.engine, w.engine_class as "engineClass",
    w.memory_bytes::float8 as "memoryBytes", w.tasks, w.labels,
    coalesce((
      select json_agg(json_build_object('key', r.key, 'content', r.content)) from requirements r
      where exists (select 1 from jobs j where j.state = 'queued' and j.requirement_key = r.key)
    ), '[]') as wanted
  from workers w where w.id = $1`);

const WAITING = statement(`
  select exists (
      select 1 from jobs j where ${isDueSql('j', 'now()')} and j.requirement_key = any($1::text[])
    ) as "forIt", exists (
      select 1 from jobs j where ${isDueSql('j', 'now()')} and j.requirement_key <> all($1::text[])
    ) as "forOthers"`);

/**
 * `lines` hops through the index from one line of queued jobs (those of one sweep with the same requirement) to the next, so
 * the time depends on the number of lines and not on how many jobs wait in them.
 */
const NEXT_DUE = statement(`
  with recursive lines as (
    (select sweep_id, requirement_key from jobs where state = 'queued'
      order by sweep_id, requirement_key limit 1)
    union all
    select next.sweep_id, next.requirement_key
    from lines l cross join lateral (
      select j.sweep_id, j.requirement_key from jobs j
      where j.state = 'queued' and (j.sweep_id, j.requirement_key) > (l.sweep_id, l.requirement_key)
      order by j.sweep_id, j.requirement_key limit 1
    ) as next
  ), busy as (
    select sweep_id, count(*) as jobs from jobs where state in (${OWNED_STATES_SQL}) group by sweep_id
  ), next as (
    select head.id
    from lines l
    join sweeps s on s.id = l.sweep_id
    cross join lateral (
      select j.id, j.priority, j.index from jobs j
      where j.sweep_id = l.sweep_id and j.requirement_key = l.requirement_key
        and ${isDueSql('j', 'statement_timestamp()')}
      order by j.priority desc, j.index limit 1
    ) as head
    left join busy b on b.sweep_id = l.sweep_id
    where l.requirement_key = any($1::text[])
    order by head.priority desc, coalesce(b.jobs, 0), s.served_at nulls first, s.id, head.index
    limit 1
  )
  select ${jobColumnsOf('j')} from next join jobs j on j.id = next.id`);
