import { AppError, type JobState } from '@yoto/core';
import type { Database } from './database.ts';
import type { Prisma } from './generated/prisma/client.ts';
import { JOB_FIELDS, toJobRow } from './job-row.ts';
import { readJob, transitionJob, transitionJobs } from './job-transition.ts';
import { notifySql } from './notices.ts';
import { pageOf, parseCursor } from './page-cursor.ts';
import { requireId } from './row-id.ts';
import { staleAttempt } from './stale-attempt.ts';
import type { AttemptRef, AttemptRow, JobRepository, JobRow, PageRequest } from './storage.ts';

export function jobRepository(database: Database): JobRepository {
  const { prisma } = database;
  const find = async (query: Omit<Prisma.JobFindManyArgs, 'select'>): Promise<JobRow[]> =>
    (await prisma.job.findMany({ ...query, select: JOB_FIELDS })).map(toJobRow);
  return {
    get: (id) => readJob(database, id),
    list: (filter, page) => listJobs(find, filter, page),
    async ofSweep(sweepId) {
      requireId('sweep', sweepId);
      return find({ where: { sweepId }, orderBy: { index: 'asc' } });
    },
    claim: (jobId, worker) => claimJob(database, jobId, worker),
    heartbeat: (attempts) => heartbeat(database, attempts),
    complete: ({ jobId, attempt }, timings) =>
      transitionJob(database, jobId, { type: 'complete', attempt }, { timings }),
    end: ({ jobId, attempt }, { outcome, ...details }) =>
      transitionJob(database, jobId, { type: 'end', attempt, outcome }, details),
    cancel: (jobId) => transitionJob(database, jobId, { type: 'cancel' }),
    retry: (jobId) => transitionJob(database, jobId, { type: 'retry' }),
    setResumedFrom: (attempt, step) => setResumedFrom(database, attempt, step),
    attempts: (jobId) => listAttempts(database, jobId),
    deviceSecondsOfSweep: (sweepId) => deviceSecondsOfSweep(database, sweepId),
    due: (limit) =>
      find({
        where: { state: 'queued', OR: [{ notBefore: null }, { notBefore: { lte: new Date() } }] },
        orderBy: [{ priority: 'desc' }, { createdAt: 'asc' }, { index: 'asc' }],
        take: limit,
      }),
    async endStalled(before) {
      const silent = await find({ where: { state: 'running', heartbeatAt: { lt: before } } });
      return transitionJobs(
        database,
        silent,
        (job) => ({ type: 'end', attempt: job.attempt, outcome: 'stalled' }),
        { silentSince: before, errorCode: 'stalled' },
      );
    },
  };
}

/** Newest sweep first (their ids grow with time), jobs in plan order. */
async function listJobs(
  find: (query: Omit<Prisma.JobFindManyArgs, 'select'>) => Promise<JobRow[]>,
  { sweepId, state }: { sweepId?: string | undefined; state?: JobState | undefined },
  page: PageRequest,
) {
  if (sweepId !== undefined) requireId('sweep', sweepId);
  const where: Prisma.JobWhereInput[] = [];
  if (sweepId !== undefined) where.push({ sweepId });
  if (state !== undefined) where.push({ state });
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

async function claimJob(
  database: Database,
  jobId: string,
  worker: { workerId: string; engine: string; device: string },
): Promise<JobRow | undefined> {
  requireId('worker', worker.workerId);
  const { notBefore } = await readJob(database, jobId);
  if (notBefore && notBefore > new Date()) return undefined;
  try {
    return await transitionJob(database, jobId, { type: 'claim' }, { claimedBy: worker });
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return undefined;
    throw error;
  }
}

/** The last step only grows within an attempt; `setResumedFrom` is what moves it back. */
const HEARTBEAT = `
  with beats as (
    select * from json_to_recordset($1::json) as b(job_id uuid, attempt int, step int)
  ), owned as (
    select b.*, b.step > j.step as moved from beats b join jobs j on j.id = b.job_id
    where j.state = 'running' and j.attempt = b.attempt
    order by j.id
    for no key update of j
  ), alive as (
    update jobs j set heartbeat_at = now(), step = greatest(j.step, b.step)
    from owned b where j.id = b.job_id
    returning j.id, j.attempt,
      case when b.moved then ${notifySql('job', { sweepId: 'j.sweep_id', jobId: 'j.id', state: 'j.state' })} end
  )
  select b.job_id as "jobId", b.attempt
  from beats b left join alive on alive.id = b.job_id and alive.attempt = b.attempt
  where alive.id is null`;

async function heartbeat(
  database: Database,
  attempts: readonly (AttemptRef & { step: number })[],
): Promise<AttemptRef[]> {
  if (attempts.length === 0) return [];
  const beats = attempts.map(({ jobId, attempt, step }) => ({ job_id: jobId, attempt, step }));
  return database.query<AttemptRef>(HEARTBEAT, [JSON.stringify(beats)]);
}

const SET_RESUMED_FROM = `
  with owned as (
    update jobs set step = $3 where id = $1 and state = 'running' and attempt = $2
    returning id, sweep_id
  ), resumed as (
    update attempts a set resumed_from_step = $3 from owned where a.job_id = owned.id and a.number = $2
  ), told as (
    insert into events (sweep_id, job_id, type, message)
    select sweep_id, id, 'resumed', 'Attempt ' || $2::int || ' resumes from the checkpoint of step ' || $3::int
    from owned
  )
  select id from owned`;

async function setResumedFrom(
  database: Database,
  { jobId, attempt }: AttemptRef,
  step: number,
): Promise<void> {
  requireId('job', jobId);
  const owned = await database.query(SET_RESUMED_FROM, [jobId, attempt, step]);
  if (owned.length === 0) throw staleAttempt({ jobId, attempt });
}

async function listAttempts({ prisma }: Database, jobId: string): Promise<AttemptRow[]> {
  requireId('job', jobId);
  const rows = await prisma.attempt.findMany({ where: { jobId }, orderBy: { number: 'asc' } });
  return rows.map(({ resumedFrom, timings, ...row }) => ({
    ...row,
    resumedFromStep: resumedFrom,
    timings: timings as Record<string, number> | null,
  }));
}

const DEVICE_SECONDS = `
  select a.job_id as "jobId",
    sum(extract(epoch from coalesce(a.finished_at, now()) - a.started_at))::float8 as seconds
  from attempts a join jobs j on j.id = a.job_id
  where j.sweep_id = $1 group by a.job_id`;

async function deviceSecondsOfSweep(database: Database, sweepId: string): Promise<Map<string, number>> {
  requireId('sweep', sweepId);
  const rows = await database.query<{ jobId: string; seconds: number }>(DEVICE_SECONDS, [sweepId]);
  return new Map(rows.map((row) => [row.jobId, row.seconds]));
}
