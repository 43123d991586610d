/** A machine with a broken driver or a full disk would otherwise take job after job and fail them all. */
import type { AttemptOutcome } from '@yoto/core';
import type { Database } from './database.ts';
import { notifySql } from './notices.ts';
import { notFound, requireId } from './row-id.ts';
import { statement } from './statement.ts';

/** Ways in which an attempt ends by its worker's fault; `stalled` is not one, the machine may only have been away. */
const FAULTS: readonly AttemptOutcome[] = ['crashed', 'worker_error'];

const TELL_WORKER = notifySql('worker', { workerId: 'id' });

/** `recent`: the attempts that would have to be faults, fewer when the worker has not run as many since its release. */
const QUARANTINE_IF_FAULTY = statement(`
  with recent as (
    select a.job_id, a.outcome, a.error_message, a.finished_at
    from workers w join attempts a on a.worker_id = w.id
    where w.id = $1 and a.finished_at is not null and (w.released_at is null or a.finished_at > w.released_at)
    order by a.finished_at desc limit $2
  ), verdict as (
    select count(distinct job_id) = $2 and bool_and(outcome = any($3::attempt_outcome[])) as faulty from recent
  ), newest as (
    select job_id, coalesce(error_message, outcome::text) as error from recent order by finished_at desc limit 1
  ), marked as (
    update workers w set quarantined_at = now(),
      quarantine_reason = 'Its last ' || $2::int || ' attempts, on different jobs, all failed by its own fault. '
        || 'The newest: ' || newest.error
    from verdict, newest
    where w.id = $1 and w.quarantined_at is null and verdict.faulty
    returning w.id, w.name, w.quarantine_reason
  ), told as (
    insert into events (sweep_id, job_id, type, message)
    select j.sweep_id, j.id, 'quarantined', 'Worker ' || marked.name || ' gets no more jobs until it is released. '
      || marked.quarantine_reason
    from marked, newest join jobs j on j.id = newest.job_id
  ), sent as (
    select ${TELL_WORKER} from marked
  )
  select coalesce(marked.quarantine_reason, w.quarantine_reason) as reason, (select count(*) from sent) as sent
  from workers w left join marked on marked.id = w.id
  where w.id = $1`);

/**
 * Quarantines the worker when its last `faultsInRow` finished attempts since its last release were on as many jobs and
 * all ended by its own fault. Returns why it is in quarantine, if it is.
 */
export async function quarantineIfFaulty(
  database: Database,
  id: string,
  faultsInRow: number,
): Promise<string | undefined> {
  requireId('worker', id);
  const values = [id, faultsInRow, FAULTS];
  const [worker] = await database.query<{ reason: string | null }>(QUARANTINE_IF_FAULTY, values);
  if (!worker) throw notFound('worker', id);
  return worker.reason ?? undefined;
}

const RELEASE = statement(`
  update workers set quarantined_at = null, quarantine_reason = null, released_at = now()
  where id = $1 and quarantined_at is not null
  returning ${TELL_WORKER}`);

/** Lets the worker take jobs again; faults until now no longer count. Nothing happens when it is not quarantined. */
export async function releaseWorker(database: Database, id: string): Promise<void> {
  requireId('worker', id);
  await database.query(RELEASE, [id]);
}
