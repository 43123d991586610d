import { measured } from '@yoto/core';
import type { Database } from './database.ts';
import { OWNER, writeFenced } from './fence.ts';
import { requireId } from './row-id.ts';
import { statement } from './statement.ts';
import type { CheckpointRepository } from './storage.ts';

export function checkpointRepository(database: Database): CheckpointRepository {
  return {
    record(attempt, { step, key, sha256, bytes, score }) {
      const finiteScore = score === null ? null : measured(score);
      return writeFenced(database, attempt, RECORD, [step, key, sha256, bytes, finiteScore]);
    },
    async list(jobId) {
      requireId('job', jobId);
      const rows = await database.prisma.checkpoint.findMany({ where: { jobId }, orderBy: { step: 'desc' } });
      return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }));
    },
    async prune(jobId, keep) {
      requireId('job', jobId);
      const rows = await database.query<{ key: string }>(PRUNE, [jobId, keep]);
      return rows.map((row) => row.key);
    },
  };
}

/** The job's step follows, which the next heartbeat may not live to tell. */
const RECORD = statement(`
  with ${OWNER}, moved as (
    update jobs j set step = greatest(j.step, $3::int) from owner where j.id = owner.id
  )
  insert into checkpoints (job_id, step, key, sha256, bytes, attempt, score)
  select id, $3, $4, $5, $6, $2, $7::float8 from owner
  on conflict (job_id, step) do update set
    key = excluded.key, sha256 = excluded.sha256, bytes = excluded.bytes, attempt = excluded.attempt,
    score = excluded.score, created_at = excluded.created_at
  returning job_id`);

/**
 * The newest of equally good checkpoints is the best. A file may stand behind several rows of its job (keys name the
 * job), so only keys without any row are returned.
 */
const PRUNE = statement(`
  with newest as (
    select step from checkpoints where job_id = $1 order by step desc limit $2
  ), best as (
    select step from checkpoints where job_id = $1 and score is not null order by score, step desc limit 1
  ), kept as (
    select step, key from checkpoints
    where job_id = $1 and step in (select step from newest union select step from best)
  ), gone as (
    delete from checkpoints where job_id = $1 and step not in (select step from kept) returning key
  )
  select distinct key from gone
  where key not in (select key from kept)
    and not exists (select 1 from artifacts a where a.job_id = $1 and a.key = gone.key)`);
