/**
 * The fence of every write of an attempt: it takes effect only while the attempt owns its job. Each fenced statement
 * begins `with ${OWNER}` and writes from `owner`, so a write of a worker that was thought dead finds nothing to write from.
 */
import { AppError } from '@yoto/core';
import type { Database } from './database.ts';
import { OWNED_STATES_SQL } from './job-row.ts';
import { requireId } from './row-id.ts';
import type { Statement } from './statement.ts';
import type { AttemptRef } from './storage.ts';

/** SQL: whether the attempt of that number owns the job of the alias `job`. */
export const ownsSql = (job: string, attempt: string): string =>
  `${job}.state in (${OWNED_STATES_SQL}) and ${job}.attempt = ${attempt}`;

/**
 * `owner`: the job $1 while attempt $2 owns it, else nothing. The lock makes a takeover wait for the write, or the write see
 * the takeover: there is no moment between the check and the write.
 */
export const OWNER = `owner as (
    select j.id, j.sweep_id from jobs j where j.id = $1 and ${ownsSql('j', '$2')} for no key update
  )`;

/**
 * The same for what an attempt may still say after its job was taken from it, e.g. cancelled: until another attempt of the
 * job begins, nobody else writes there.
 */
export const NEWEST = `owner as (
    select j.id, j.sweep_id from jobs j where j.id = $1 and j.attempt = $2 for no key update
  )`;

/**
 * Runs a statement that begins with `OWNER` or `NEWEST` and returns a row if there was an owner; `values` are its $3 and following.
 * @throws AppError `not_found` (no id), `stale_attempt` (the attempt does not own the job)
 */
export async function writeFenced(
  database: Database,
  { jobId, attempt }: AttemptRef,
  sql: Statement,
  values: readonly unknown[],
): Promise<void> {
  requireId('job', jobId);
  const owner = await database.query(sql, [jobId, attempt, ...values]);
  if (owner.length > 0) return;
  throw new AppError(
    'stale_attempt',
    `Attempt ${attempt} no longer owns job ${jobId}: stop it, it may write no more`,
  );
}
