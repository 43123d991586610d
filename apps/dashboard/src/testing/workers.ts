/** Workers for tests of pages. */
import type { WorkerDetail } from '@yoto/core';
import { MOMENT } from './jobs.ts';

export const worker = (over: Partial<WorkerDetail>): WorkerDetail => ({
  id: 'w',
  name: 'cpu-1',
  host: 'node',
  pid: 1,
  engine: 'wasm',
  device: '2 cores',
  memoryBytes: 2 ** 33,
  tasks: [{ id: 'toy', version: 1 }],
  labels: {},
  version: '0.1.0',
  concurrency: 1,
  startedAt: MOMENT,
  heartbeatAt: MOMENT,
  stoppedAt: null,
  quarantinedAt: null,
  quarantineReason: null,
  drainingAt: null,
  handsOver: false,
  status: 'idle',
  runningJobIds: [],
  runningJobs: [],
  lastDay: { ended: 0, failed: 0, faults: 0 },
  ...over,
});
