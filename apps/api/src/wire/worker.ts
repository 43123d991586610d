import type { WorkerDetail } from '@yoto/core';
import type { WorkerRow } from '@yoto/storage';
import { timestamp } from './timestamp.ts';

/** A worker without a sign of life for longer than `stallAfterMs` does not live. */
export const workerDetail = (row: WorkerRow, stallAfterMs: number): WorkerDetail => ({
  id: row.id,
  name: row.name,
  host: row.host,
  pid: row.pid,
  engine: row.engine,
  device: row.device,
  memoryBytes: row.memoryBytes,
  tasks: row.tasks,
  labels: row.labels,
  version: row.version,
  concurrency: row.concurrency,
  startedAt: timestamp(row.startedAt),
  heartbeatAt: timestamp(row.heartbeatAt),
  stoppedAt: timestamp(row.stoppedAt),
  quarantinedAt: timestamp(row.quarantinedAt),
  quarantineReason: row.quarantineReason,
  drainingAt: timestamp(row.drainingAt),
  handsOver: row.handsOver,
  status: status(row, stallAfterMs),
  runningJobIds: row.runningJobs.map(({ id }) => id),
  runningJobs: row.runningJobs,
  lastDay: row.lastDay,
});

function status(row: WorkerRow, stallAfterMs: number): WorkerDetail['status'] {
  if (row.stoppedAt) return 'stopped';
  if (row.silentForMs > stallAfterMs) return 'lost';
  if (row.quarantinedAt) return 'quarantined';
  if (row.drainingAt) return row.runningJobs.length > 0 ? 'draining' : 'drained';
  return row.runningJobs.length > 0 ? 'busy' : 'idle';
}
