/** Columns of a job that the product sees, by the names it uses. */
import { type JobSnapshot, type JobSpec, OWNED_STATES } from '@yoto/core';
import type { JobRow } from './storage.ts';

const COLUMNS: Record<keyof JobRow, string> = {
  id: 'id',
  sweepId: 'sweep_id',
  index: 'index',
  spec: 'spec',
  state: 'state',
  attempt: 'attempt',
  failures: 'failures',
  step: 'step',
  notBefore: 'not_before',
  workerId: 'worker_id',
  heartbeatAt: 'heartbeat_at',
  errorCode: 'error_code',
  errorMessage: 'error_message',
  createdAt: 'created_at',
  startedAt: 'started_at',
  finishedAt: 'finished_at',
};

/** For hand-written SQL: the columns of the table or alias `from`, named as in JobRow. */
export function jobColumnsOf(from: string): string {
  return Object.entries(COLUMNS)
    .map(([name, column]) => `${from}.${column} as "${name}"`)
    .join(', ');
}

/** For hand-written SQL: whether the job `from` waits for nothing but a worker. Interpolations and jobs that start from another's model have sources. */
export const isDueSql = (from: string, now: string) => `
  ${from}.state = 'queued' and (${from}.not_before is null or ${from}.not_before <= ${now})
  and (cardinality(${from}.sources) = 0 or not exists (
    select 1 from jobs source
    where source.sweep_id = ${from}.sweep_id and source.index = any(${from}.sources) and source.state <> 'completed'))`;

/** For Prisma's `select`. */
export const JOB_FIELDS = Object.fromEntries(Object.keys(COLUMNS).map((name) => [name, true])) as Record<
  keyof JobRow,
  true
>;

/** A row as Prisma selects it; the spec was validated before it was written. */
export function toJobRow(row: Omit<JobRow, 'spec'> & { spec: unknown }): JobRow {
  return { ...row, spec: row.spec as JobSpec };
}

/** What `nextJobState` decides on. */
export function jobSnapshot(row: JobRow): JobSnapshot {
  return { state: row.state, attempt: row.attempt, failures: row.failures, retry: row.spec.retry };
}

/** For hand-written SQL: the states in which the newest attempt owns its job, as a list. */
export const OWNED_STATES_SQL = OWNED_STATES.map((state) => `'${state}'`).join(', ');
