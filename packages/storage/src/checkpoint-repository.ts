import type { Database } from './database.ts';
import { requireId } from './row-id.ts';
import { staleAttempt } from './stale-attempt.ts';
import type { CheckpointRepository } from './storage.ts';

export function checkpointRepository(database: Database): CheckpointRepository {
  return {
    async record({ jobId, attempt }, { step, key, sha256, bytes }) {
      requireId('job', jobId);
      const written = await database.query(RECORD, [jobId, attempt, step, key, sha256, bytes]);
      if (written.length === 0) throw staleAttempt({ jobId, attempt });
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

/** Fenced like the points: see there. */
const RECORD = `
  with owner as (
    select id from jobs where id = $1 and state = 'running' and attempt = $2 for share
  )
  insert into checkpoints (job_id, step, key, sha256, bytes, attempt)
  select id, $3, $4, $5, $6, $2 from owner
  on conflict (job_id, step) do update set
    key = excluded.key, sha256 = excluded.sha256, bytes = excluded.bytes, attempt = excluded.attempt,
    created_at = excluded.created_at
  returning job_id`;

/** A file may stand behind several rows of its job (keys name the job), so only keys without any row are returned. */
const PRUNE = `
  with kept as (
    select step, key from checkpoints where job_id = $1 order by step desc limit $2
  ), gone as (
    delete from checkpoints where job_id = $1 and step not in (select step from kept) returning key
  )
  select distinct key from gone
  where key not in (select key from kept)
    and not exists (select 1 from artifacts a where a.job_id = $1 and a.key = gone.key)`;
