import { WorkerDetail } from '@yoto/core';
import type { WorkerRow } from '@yoto/storage';
import { describe, expect, it } from 'vitest';
import { workerDetail } from './worker.ts';

const ID = '0192f0c1-2a3b-7c4d-8e5f-0123456789ab';
const row: WorkerRow = {
  id: ID,
  name: 'gpu-1',
  host: 'node-1',
  pid: 42,
  engine: 'wasm',
  device: 'cpu',
  engineClass: 'cpu',
  memoryBytes: null,
  tasks: [{ id: 'toy', version: 1 }],
  labels: {},
  version: '0.1.0',
  concurrency: 1,
  startedAt: new Date(0),
  heartbeatAt: new Date(10_000),
  silentForMs: 1000,
  stoppedAt: null,
  quarantinedAt: null,
  quarantineReason: null,
  drainingAt: null,
  handsOver: false,
  runningJobs: [],
  lastDay: { ended: 0, failed: 0, faults: 0 },
};
const runningJobs = [
  { id: ID, sweepId: ID, sweepName: 'a', group: 'yoto', step: 0, steps: 5, stepsPerSecond: null },
];
const statusOf = (changes: Partial<WorkerRow>, stallAfterMs: number) =>
  workerDetail({ ...row, ...changes }, stallAfterMs).status;

describe('workerDetail', () => {
  it('tells idle, busy, quarantined, drained, lost and stopped workers apart', () => {
    expect(statusOf({}, 2000)).toBe('idle');
    expect(statusOf({ runningJobs }, 2000)).toBe('busy');
    expect(statusOf({ quarantinedAt: new Date(9500), runningJobs }, 2000)).toBe('quarantined');
    expect(statusOf({ quarantinedAt: new Date(9500) }, 900)).toBe('lost');
    expect(statusOf({ runningJobs }, 900)).toBe('lost');
    expect(statusOf({ drainingAt: new Date(9500), runningJobs }, 2000)).toBe('draining');
    expect(statusOf({ drainingAt: new Date(9500) }, 2000)).toBe('drained');
    expect(statusOf({ drainingAt: new Date(9500) }, 900)).toBe('lost');
    expect(statusOf({ stoppedAt: new Date(10_500) }, 900)).toBe('stopped');
    expect(WorkerDetail.parse(workerDetail(row, 2000)).heartbeatAt).toBe('1970-01-01T00:00:10.000Z');
  });
});
