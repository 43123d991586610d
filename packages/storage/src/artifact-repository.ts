import { AppError } from '@yoto/core';
import type { Database } from './database.ts';
import { NEWEST, OWNER, writeFenced } from './fence.ts';
import type { Artifact } from './generated/prisma/client.ts';
import { requireId } from './row-id.ts';
import { statement } from './statement.ts';
import type { ArtifactRepository, ArtifactRow, FileOfJob } from './storage.ts';

const IN_PLAN_ORDER = [{ job: { index: 'asc' as const } }, { name: 'asc' as const }];

export function artifactRepository(database: Database): ArtifactRepository {
  const { prisma } = database;
  return {
    record: (attempt, { name, mediaType, key, sha256, bytes }) =>
      writeFenced(database, attempt, RECORD, [name, mediaType, key, sha256, bytes]),
    recordLog: (attempt, { name, mediaType, key, sha256, bytes }) =>
      writeFenced(database, attempt, RECORD_LOG, [name, mediaType, key, sha256, bytes]),
    async list(jobId) {
      requireId('job', jobId);
      return (await prisma.artifact.findMany({ where: { jobId }, orderBy: { name: 'asc' } })).map(toRow);
    },
    async get(jobId, name) {
      requireId('job', jobId);
      const row = await prisma.artifact.findUnique({ where: { jobId_name: { jobId, name } } });
      if (row) return toRow(row);
      throw new AppError('not_found', `Job ${jobId} has no artifact "${name.slice(0, 100)}"`);
    },
    async ofSweep(sweepId, limit, { without = [] } = {}) {
      requireId('sweep', sweepId);
      const left = without.map((prefix) => ({ NOT: { name: { startsWith: prefix } } }));
      const where = { job: { sweepId }, AND: left };
      return (await prisma.artifact.findMany({ where, orderBy: IN_PLAN_ORDER, take: limit })).map(toRow);
    },
    async namedInSweep(sweepId, name) {
      requireId('sweep', sweepId);
      const where = { job: { sweepId }, name };
      return (await prisma.artifact.findMany({ where, orderBy: IN_PLAN_ORDER })).map(toRow);
    },
    async seedsWith(sweepId, name) {
      requireId('sweep', sweepId);
      return (await database.query<{ seed: number }>(SEEDS_WITH, [sweepId, name])).map(({ seed }) => seed);
    },
    async ofSeed(sweepId, name, seed) {
      requireId('sweep', sweepId);
      return database.query<FileOfJob>(OF_SEED, [sweepId, name, seed]);
    },
    async named(jobIds, names) {
      const where = { jobId: { in: [...jobIds] }, name: { in: [...names] } };
      return (await prisma.artifact.findMany({ where, orderBy: IN_PLAN_ORDER })).map(toRow);
    },
    async referenced(keys) {
      const rows = await database.query<{ key: string }>(REFERENCED, [keys]);
      return new Set(rows.map((row) => row.key));
    },
  };
}

const toRow = ({ id: _id, bytes, ...row }: Artifact): ArtifactRow => ({ ...row, bytes: Number(bytes) });

const recordSql = (owner: string) => `
  with ${owner}
  insert into artifacts (id, job_id, name, media_type, key, sha256, bytes, attempt)
  select gen_random_uuid(), id, $3, $4, $5, $6, $7, $2 from owner
  on conflict (job_id, name) do update set
    media_type = excluded.media_type, key = excluded.key, sha256 = excluded.sha256, bytes = excluded.bytes,
    attempt = excluded.attempt, created_at = excluded.created_at
  returning job_id`;
const RECORD = statement(recordSql(OWNER));
const RECORD_LOG = statement(recordSql(NEWEST));

/** Codecs have none: as `jobSeed`. */
const SEED = "coalesce((j.spec->>'seed')::int8, 0)";

const SEEDS_WITH = statement(`
  select distinct ${SEED}::float8 as seed
  from artifacts a join jobs j on j.id = a.job_id
  where j.sweep_id = $1 and a.name = $2
  order by seed`);

const OF_SEED = statement(`
  select a.job_id as "jobId", j.spec->>'group' as "group", j.spec->>'kind' as kind, a.key, a.sha256
  from artifacts a join jobs j on j.id = a.job_id
  where j.sweep_id = $1 and a.name = $2 and ${SEED} = $3::int8
  order by j.index`);

const REFERENCED = statement(`
  select key from checkpoints where key = any($1::text[])
  union
  select key from artifacts where key = any($1::text[])`);
