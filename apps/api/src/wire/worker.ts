import type { WorkerDetail } from '@yoto/core';
import type { WorkerRow } from '@yoto/storage';
import { timestamp } from './timestamp.ts';

/** `lostBefore`: a worker whose last sign of life is older does not live. */
export const workerDetail = (row: WorkerRow, lostBefore: Date): WorkerDetail => ({
  id: row.id,
  name: row.name,
  host: row.host,
  pid: row.pid,
  engine: row.engine,
  device: row.device,
  version: row.version,
  concurrency: row.concurrency,
  startedAt: timestamp(row.startedAt),
  heartbeatAt: timestamp(row.heartbeatAt),
  stoppedAt: timestamp(row.stoppedAt),
  status: status(row, lostBefore),
  runningJobIds: row.runningJobIds,
});

function status(row: WorkerRow, lostBefore: Date): WorkerDetail['status'] {
  if (row.stoppedAt) return 'stopped';
  if (row.heartbeatAt < lostBefore) return 'lost';
  return row.runningJobIds.length > 0 ? 'busy' : 'idle';
}
