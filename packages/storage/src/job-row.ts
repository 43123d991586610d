/** Columns of a job that the product sees, by the names it uses. */
import type { JobSnapshot, JobSpec } from '@yoto/core';
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
