/** What people do to a whole sweep: the same event for many jobs, then a line in the sweep's history. */
import { AppError, type EventType, type JobEvent, type JobState } from '@yoto/core';
import type { Database } from './database.ts';
import { JOB_FIELDS, toJobRow } from './job-row.ts';
import { transitionJobs } from './job-transition.ts';
import { notifySql } from './notices.ts';
import { notFound, requireId } from './row-id.ts';
import { statement } from './statement.ts';
import type { JobRow } from './storage.ts';

/** In each pass all jobs change but those that a worker moved at that moment, so a few passes are plenty. */
const MOST_PASSES = 20;
/** A delete cascades to all rows of a job; so many jobs at a time stay far below the statement timeout. */
const JOBS_PER_DELETE = 100;

/** Cancels every job that is not terminal; returns those it changed. */
export async function cancelSweep(database: Database, id: string): Promise<JobRow[]> {
  await requireSweep(database, id);
  await database.query(MARK_CANCELLED, [id]);
  const alive: JobState[] = ['queued', 'running', 'pausing', 'paused'];
  return changeAll(database, id, alive, { type: 'cancel' });
}

/** Pauses every job that is not terminal; returns those it changed. */
export async function pauseSweep(database: Database, id: string): Promise<JobRow[]> {
  await requireSweep(database, id);
  const changed = await changeAll(database, id, ['queued', 'running'], { type: 'pause' });
  return tell(database, id, changed, 'paused', `The sweep was paused (${count(changed)})`);
}

/** Resumes every paused or pausing job; returns those it changed. */
export async function resumeSweep(database: Database, id: string): Promise<JobRow[]> {
  await requireSweep(database, id);
  const changed = await changeAll(database, id, ['paused', 'pausing'], { type: 'resume' });
  return tell(database, id, changed, 'resumed', `The sweep was resumed (${count(changed)})`);
}

/** Queues every failed job again, and the cancelled ones if asked; returns those it changed. */
export async function retrySweep(
  database: Database,
  id: string,
  { cancelled }: { cancelled: boolean },
): Promise<JobRow[]> {
  await requireSweep(database, id);
  if (cancelled) await database.query(UNMARK_CANCELLED, [id]);
  // One pass: a job that fails again meanwhile has had its retry.
  const ended = await jobsIn(database, id, cancelled ? ['failed', 'cancelled'] : ['failed']);
  const changed = await transitionJobs(database.query, ended, () => ({ type: 'retry' }));
  return tell(database, id, changed, 'retried', `The sweep was retried (${count(changed)})`);
}

/**
 * Forgets the sweep and all its rows; returns how many jobs it had.
 * @throws AppError `conflict` while a job is not terminal
 */
export async function deleteSweep(database: Database, id: string): Promise<number> {
  await requireSweep(database, id);
  return database.transaction(async (query) => {
    const jobs = await query<{ id: string; state: JobState }>(LOCK_JOBS, [id]);
    const alive = jobs.filter((job) => !['completed', 'failed', 'cancelled'].includes(job.state));
    if (alive.length > 0) {
      throw new AppError(
        'conflict',
        `${count(alive)} of sweep ${id} ${alive.length === 1 ? 'has' : 'have'} not ended: cancel the sweep, then delete it`,
      );
    }
    for (let from = 0; from < jobs.length; from += JOBS_PER_DELETE) {
      const ids = jobs.slice(from, from + JOBS_PER_DELETE).map((job) => job.id);
      await query(DELETE_JOBS, [ids]);
    }
    const deleted = await query(DELETE_SWEEP, [id]);
    if (deleted.length === 0) throw notFound('sweep', id);
    return jobs.length;
  });
}

const count = (jobs: readonly unknown[]) => `${jobs.length} ${jobs.length === 1 ? 'job' : 'jobs'}`;

async function requireSweep({ prisma }: Database, id: string): Promise<void> {
  requireId('sweep', id);
  if ((await prisma.sweep.count({ where: { id } })) === 0) throw notFound('sweep', id);
}

async function jobsIn({ prisma }: Database, sweepId: string, states: JobState[]): Promise<JobRow[]> {
  const jobs = await prisma.job.findMany({
    where: { sweepId, state: { in: states } },
    orderBy: { index: 'asc' },
    select: JOB_FIELDS,
  });
  return jobs.map(toJobRow);
}

/** Brings every job of the sweep out of `states`, which the event must lead out of. */
async function changeAll(
  database: Database,
  sweepId: string,
  states: JobState[],
  event: JobEvent,
): Promise<JobRow[]> {
  const changed = new Map<string, JobRow>();
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const jobs = await jobsIn(database, sweepId, states);
    if (jobs.length === 0) return [...changed.values()];
    for (const job of await transitionJobs(database.query, jobs, () => event)) changed.set(job.id, job);
  }
  throw new AppError('conflict', `Sweep ${sweepId} is being changed by many at once: try again`);
}

/** Idempotent requests that changed nothing leave no line. */
async function tell(
  database: Database,
  sweepId: string,
  changed: JobRow[],
  type: EventType,
  message: string,
): Promise<JobRow[]> {
  if (changed.length > 0) await database.query(TELL, [sweepId, type, message]);
  return changed;
}

const TELL = statement(`
  with told as (
    insert into events (sweep_id, type, message) select id, $2, $3 from sweeps where id = $1 returning sweep_id
  )
  select ${notifySql('sweep', { sweepId: 'sweep_id' })} from told`);

const MARK_CANCELLED = statement(`
  with marked as (
    update sweeps set cancelled_at = now() where id = $1 and cancelled_at is null returning id
  ), told as (
    insert into events (sweep_id, type, message) select id, 'cancelled', 'The sweep was cancelled' from marked
  )
  select ${notifySql('sweep', { sweepId: 'id' })} from marked`);

const UNMARK_CANCELLED = statement(`
  with unmarked as (
    update sweeps set cancelled_at = null where id = $1 and cancelled_at is not null returning id
  )
  select ${notifySql('sweep', { sweepId: 'id' })} from unmarked`);

const LOCK_JOBS = statement('select id, state from jobs where sweep_id = $1 order by id for update');

const DELETE_JOBS = statement('delete from jobs where id = any($1::uuid[])');
const DELETE_SWEEP = statement(
  `delete from sweeps where id = $1 returning id, ${notifySql('sweep', { sweepId: 'id' })}`,
);
