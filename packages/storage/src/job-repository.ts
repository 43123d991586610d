import { type DataRecord, OWNED_STATES, type StoredDataRecord } from '@yoto/core';
import { claimNext, waiting } from './claim-next.ts';
import { dataOfSweep, recordData } from './data-use.ts';
import type { Database } from './database.ts';
import { deviceUseOfSweep, machinesOfSweep } from './device-use.ts';
import { OWNER, ownsSql, writeFenced } from './fence.ts';
import type { Prisma } from './generated/prisma/client.ts';
import { isDueSql, JOB_FIELDS, jobColumnsOf, toJobRow } from './job-row.ts';
import { readJob, transitionJob, transitionJobs } from './job-transition.ts';
import { notifySql } from './notices.ts';
import { pageOf, parseCursor } from './page-cursor.ts';
import { idsBeginningWith, requireId } from './row-id.ts';
import { statement } from './statement.ts';
import type { AttemptRef, AttemptRow, JobFilter, JobRepository, JobRow, PageRequest } from './storage.ts';

export function jobRepository(database: Database): JobRepository {
  const { prisma } = database;
  const find = async (query: Omit<Prisma.JobFindManyArgs, 'select'>): Promise<JobRow[]> =>
    (await prisma.job.findMany({ ...query, select: JOB_FIELDS })).map(toJobRow);
  return {
    get: (id) => readJob(database, id),
    list: (filter, page) => listJobs(find, filter, page),
    async ofSweep(sweepId) {
      requireId('sweep', sweepId);
      return database.query<JobRow>(OF_SWEEP, [sweepId]);
    },
    claimNext: (worker) => claimNext(database, worker),
    waiting: (workerId) => waiting(database, workerId),
    heartbeat: (attempts) => heartbeat(database, attempts),
    complete: ({ jobId, attempt }, timings) =>
      transitionJob(database, jobId, { type: 'complete', attempt }, { timings }),
    end: ({ jobId, attempt }, { outcome, ...details }) =>
      transitionJob(database, jobId, { type: 'end', attempt, outcome }, details),
    cancel: (jobId) => transitionJob(database, jobId, { type: 'cancel' }),
    pause: (jobId) => transitionJob(database, jobId, { type: 'pause' }),
    resume: (jobId) => transitionJob(database, jobId, { type: 'resume' }),
    retry: (jobId) => transitionJob(database, jobId, { type: 'retry' }),
    setResumedFrom: (attempt, step) => writeFenced(database, attempt, SET_RESUMED_FROM, [step]),
    recordData: (attempt, data) => recordData(database, attempt, data),
    attempts: (jobId) => listAttempts(database, jobId),
    deviceUseOfSweep: (sweepId) => deviceUseOfSweep(database, sweepId),
    machinesOfSweep: (sweepId) => machinesOfSweep(database, sweepId),
    dataOfSweep: (sweepId) => dataOfSweep(database, sweepId),
    due: (limit) => database.query<JobRow>(DUE, [limit]),
    async failBlocked() {
      const blocked = await database.query<JobRow>(BLOCKED, []);
      const errorMessage =
        'A job whose model it needs failed or was cancelled: retry that one, then this one (or the whole sweep)';
      return transitionJobs(database.query, blocked, () => ({ type: 'block' }), {
        errorCode: 'data_missing',
        errorMessage,
      });
    },
    async endStalled(silentForMs) {
      const silent = await database.query<JobRow>(SILENT, [OWNED_STATES, silentForMs]);
      return transitionJobs(
        database.query,
        silent,
        (job) => ({ type: 'end', attempt: job.attempt, outcome: 'stalled' }),
        { silentForMs, errorCode: 'stalled' },
      );
    },
  };
}

/** Thousands of rows: by hand it takes a fraction of what Prisma does. */
const OF_SWEEP = statement(`select ${jobColumnsOf('j')} from jobs j where j.sweep_id = $1 order by j.index`);

/** The database's clock, as in `claimNext`. */
const DUE = statement(`
  select ${jobColumnsOf('j')} from jobs j
  where ${isDueSql('j', 'now()')}
  order by j.priority desc, j.created_at, j.index
  limit $1`);

const BLOCKED = statement(`
  select ${jobColumnsOf('j')} from jobs j
  where j.state = 'queued' and cardinality(j.sources) > 0 and exists (
    select 1 from jobs source
    where source.sweep_id = j.sweep_id and source.index = any(j.sources)
      and source.state in ('failed', 'cancelled'))`);

/** The database's clock on both sides: heartbeats were written by it. */
const SILENT = statement(`
  select ${jobColumnsOf('j')} from jobs j
  where j.state = any($1::job_state[]) and j.heartbeat_at < now() - $2 * interval '1 millisecond'`);

/** Newest sweep first (their ids grow with time), jobs in plan order. */
async function listJobs(
  find: (query: Omit<Prisma.JobFindManyArgs, 'select'>) => Promise<JobRow[]>,
  { sweepId, state, idPrefix }: JobFilter,
  page: PageRequest,
) {
  if (sweepId !== undefined) requireId('sweep', sweepId);
  const where: Prisma.JobWhereInput[] = [];
  if (sweepId !== undefined) where.push({ sweepId });
  if (state !== undefined) where.push({ state });
  if (idPrefix !== undefined) {
    const ids = idsBeginningWith(idPrefix);
    if (!ids) return { rows: [], nextCursor: null };
    where.push({ id: ids });
  }
  if (page.cursor !== undefined) {
    const [lastSweepId = '', lastIndex] = parseCursor(page.cursor, /^([0-9a-f-]{36})\.(\d{1,9})$/);
    requireId('sweep', lastSweepId);
    where.push({
      OR: [{ sweepId: { lt: lastSweepId } }, { sweepId: lastSweepId, index: { gt: Number(lastIndex) } }],
    });
  }
  const rows = await find({
    where: { AND: where },
    orderBy: [{ sweepId: 'desc' }, { index: 'asc' }],
    take: page.limit + 1,
  });
  return pageOf(rows, page, (job) => `${job.sweepId}.${job.index}`);
}

/** The last step only grows within an attempt; `setResumedFrom` is what moves it back. */
const HEARTBEAT = statement(`
  with beats as (
    select * from json_to_recordset($1::json) as b(job_id uuid, attempt int, step int)
  ), owned as (
    select b.*, b.step > j.step as moved from beats b join jobs j on j.id = b.job_id
    where ${ownsSql('j', 'b.attempt')}
    order by j.id
    for no key update of j
  ), alive as (
    update jobs j set heartbeat_at = now(), step = greatest(j.step, b.step)
    from owned b where j.id = b.job_id
    returning j.id, j.attempt, j.state,
      case when b.moved then ${notifySql('job', { sweepId: 'j.sweep_id', jobId: 'j.id', state: 'j.state' })} end
  )
  select b.job_id as "jobId", b.attempt, alive.state
  from beats b left join alive on alive.id = b.job_id and alive.attempt = b.attempt
  where alive.state is distinct from 'running'`);

async function heartbeat(
  database: Database,
  attempts: readonly (AttemptRef & { step: number })[],
): Promise<{ lost: AttemptRef[]; pausing: AttemptRef[] }> {
  if (attempts.length === 0) return { lost: [], pausing: [] };
  const beats = attempts.map(({ jobId, attempt, step }) => ({ job_id: jobId, attempt, step }));
  const told = await database.query<AttemptRef & { state: 'pausing' | null }>(HEARTBEAT, [
    JSON.stringify(beats),
  ]);
  const refsIn = (state: 'pausing' | null): AttemptRef[] =>
    told.filter((one) => one.state === state).map(({ jobId, attempt }) => ({ jobId, attempt }));
  return { lost: refsIn(null), pausing: refsIn('pausing') };
}

const SET_RESUMED_FROM = statement(`
  with ${OWNER}, moved as (
    update jobs j set step = $3 from owner where j.id = owner.id
  ), resumed as (
    update attempts a set resumed_from_step = $3 from owner where a.job_id = owner.id and a.number = $2
  ), told as (
    insert into events (sweep_id, job_id, type, message)
    select sweep_id, id, 'restored', 'Attempt ' || $2::int || ' resumes from the checkpoint of step ' || $3::int
    from owner
  )
  select id from owner`);

const currentRecord = (data: StoredDataRecord): DataRecord => ({ ...data, frozen: data.frozen ?? [] });

async function listAttempts({ prisma }: Database, jobId: string): Promise<AttemptRow[]> {
  requireId('job', jobId);
  const rows = await prisma.attempt.findMany({ where: { jobId }, orderBy: { number: 'asc' } });
  return rows.map(({ resumedFrom, timings, data, ...row }) => ({
    ...row,
    resumedFromStep: resumedFrom,
    timings: timings as Record<string, number> | null,
    data: data === null ? null : currentRecord(data as StoredDataRecord),
  }));
}
