/** Applies what `nextJobState` decides: one statement per batch, which compares, sets, records and notifies. */
import {
  AppError,
  type AttemptOutcome,
  isOwned,
  type JobDecision,
  type JobEvent,
  type JobState,
  nextJobState,
} from '@yoto/core';
import type { Database, Query } from './database.ts';
import { describeTransition } from './job-event-message.ts';
import { JOB_FIELDS, jobColumnsOf, jobSnapshot, toJobRow } from './job-row.ts';
import { notifySql } from './notices.ts';
import { notFound, requireId } from './row-id.ts';
import { statement } from './statement.ts';
import type { Claimant, JobRow } from './storage.ts';

/** What the event brings along for the rows of the job and its attempt. */
export interface TransitionDetails {
  claimedBy?: Claimant;
  errorCode?: string | undefined;
  errorMessage?: string | undefined;
  timings?: Record<string, number> | undefined;
  /** The change is made only while the last sign of life is at least so old, by the clock of the database. */
  silentForMs?: number;
}

/** Each lost race means that another writer moved the job, so a few tries are plenty. */
const MOST_RACES = 20;

export async function readJob(database: Database, jobId: string): Promise<JobRow> {
  requireId('job', jobId);
  const row = await database.prisma.job.findUnique({ where: { id: jobId }, select: JOB_FIELDS });
  if (!row) throw notFound('job', jobId);
  return toJobRow(row);
}

/** Reads, decides and writes until the write wins or the decision is not to write. Throws what the decision refuses. */
export async function transitionJob(
  database: Database,
  jobId: string,
  event: JobEvent,
  details: TransitionDetails = {},
): Promise<JobRow> {
  for (let race = 0; race < MOST_RACES; race++) {
    const before = await readJob(database, jobId);
    const decision = nextJobState(jobSnapshot(before), event, new Date());
    if (decision.type === 'ignore') return before;
    if (decision.type === 'refuse') throw new AppError(decision.code, `Job ${jobId}: ${decision.reason}`);
    const [after] = await applyChanges(database.query, [{ before, event, to: decision, details }]);
    if (after) return after;
  }
  throw new AppError('conflict', `Job ${jobId} is being changed by many at once: try again`);
}

/** The same event for many jobs in one statement. Jobs that refuse or ignore it, or that moved meanwhile, are left out. */
export async function transitionJobs(
  query: Query,
  jobs: readonly JobRow[],
  eventOf: (job: JobRow) => JobEvent,
  details: TransitionDetails = {},
): Promise<JobRow[]> {
  const now = new Date();
  const changes = jobs.flatMap((before) => {
    const event = eventOf(before);
    const to = nextJobState(jobSnapshot(before), event, now);
    return to.type === 'change' ? [{ before, event, to, details }] : [];
  });
  return changes.length === 0 ? [] : applyChanges(query, changes);
}

interface Change {
  before: JobRow;
  event: JobEvent;
  to: Extract<JobDecision, { type: 'change' }>;
  details: TransitionDetails;
}

/**
 * Rows are locked in the order of their ids, so that two batches over the same jobs cannot deadlock. Only a claim makes
 * the attempt's number grow; a job that is neither queued nor paused keeps the worker that had it last. The times are
 * those of the statement, because a claim's transaction may have waited for its turn.
 */
const APPLY_CHANGES = statement(`
  with wanted as (
    select * from json_to_recordset($1::json) as w(
      job_id uuid, state job_state, attempt int, failures int, silent_for_ms float8,
      new_state job_state, new_attempt int, new_failures int, not_before timestamptz,
      worker_id uuid, engine text, engine_version text, device text,
      outcome attempt_outcome, error_code text, error_message text, timings jsonb,
      event_type text, event_message text)
  ), won as (
    select w.* from wanted w join jobs j on j.id = w.job_id
    where j.state = w.state and j.attempt = w.attempt and j.failures = w.failures
      and (w.silent_for_ms is null or j.heartbeat_at < statement_timestamp() - w.silent_for_ms * interval '1 millisecond')
    order by j.id
    for no key update of j
  ), changed as (
    update jobs j set
      state = w.new_state, attempt = w.new_attempt, failures = w.new_failures, not_before = w.not_before,
      worker_id = case when w.new_attempt > w.attempt then w.worker_id
        when w.new_state in ('queued', 'paused') then null else j.worker_id end,
      heartbeat_at = case when w.new_attempt > w.attempt then statement_timestamp()
        when w.new_state in ('queued', 'paused') then null else j.heartbeat_at end,
      error_code = w.error_code, error_message = w.error_message,
      step = case w.new_state when 'completed' then j.steps else j.step end,
      started_at = case when w.new_attempt > w.attempt then coalesce(j.started_at, statement_timestamp()) else j.started_at end,
      finished_at = case when w.new_state in ('completed', 'failed', 'cancelled') then statement_timestamp() end
    from won w where j.id = w.job_id
    returning j.*
  ), closed as (
    update attempts a set
      outcome = w.outcome, error_code = w.error_code, error_message = w.error_message, timings = w.timings,
      finished_at = statement_timestamp()
    from won w
    where a.job_id = w.job_id and a.number = w.attempt and w.outcome is not null and a.finished_at is null
  ), opened as (
    insert into attempts (job_id, number, worker_id, engine, engine_version, device, started_at)
    select job_id, new_attempt, worker_id, engine, engine_version, device, statement_timestamp() from won where new_attempt > attempt
  ), served as (
    update sweeps s set served_at = clock_timestamp()
    from won w join jobs j on j.id = w.job_id
    where s.id = j.sweep_id and w.new_attempt > w.attempt
  ), told as (
    insert into events (sweep_id, job_id, type, message)
    select j.sweep_id, w.job_id, w.event_type, w.event_message from won w join jobs j on j.id = w.job_id
  )
  select ${jobColumnsOf('changed')},
    ${notifySql('job', { sweepId: 'changed.sweep_id', jobId: 'changed.id', state: 'changed.state' })}
  from changed order by changed.sweep_id, changed.index`);

async function applyChanges(query: Query, changes: readonly Change[]): Promise<JobRow[]> {
  const rows = await query<JobRow & { pg_notify: unknown }>(APPLY_CHANGES, [
    JSON.stringify(changes.map(changeRecord)),
  ]);
  return rows.map(({ pg_notify: _sent, ...row }) => row);
}

function changeRecord({ before, event, to, details }: Change) {
  const told = describeTransition(before, event, to, details);
  // To pause or resume a job does not undo what its last attempt ended with.
  const kept = event.type === 'pause' || event.type === 'resume' ? before : details;
  return {
    job_id: before.id,
    state: before.state,
    attempt: before.attempt,
    failures: before.failures,
    silent_for_ms: details.silentForMs ?? null,
    new_state: to.state,
    new_attempt: to.attempt,
    new_failures: to.failures,
    not_before: to.notBefore,
    worker_id: details.claimedBy?.workerId ?? null,
    engine: details.claimedBy?.engine ?? null,
    engine_version: details.claimedBy?.engineVersion ?? null,
    device: details.claimedBy?.device ?? null,
    outcome: attemptOutcome(before.state, event),
    error_code: kept.errorCode ?? null,
    error_message: kept.errorMessage ?? null,
    timings: details.timings ?? null,
    event_type: told.type,
    event_message: told.message,
  };
}

/** How the attempt ends that runs at the time of the event, if it does. */
function attemptOutcome(state: JobState, event: JobEvent): AttemptOutcome | null {
  if (!isOwned(state)) return null;
  switch (event.type) {
    case 'complete':
      return 'completed';
    case 'cancel':
      return 'cancelled';
    case 'end':
      return state === 'pausing' && event.outcome === 'preempted' ? 'paused' : event.outcome;
    case 'claim':
    case 'pause':
    case 'resume':
    case 'block':
    case 'retry':
      return null;
  }
}
