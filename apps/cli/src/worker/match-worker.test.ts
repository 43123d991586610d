import type { WorkerDetail } from '@yoto/core';
import { expect, test } from 'vitest';
import { workerTable } from '../commands/workers.ts';
import { matchWorker } from './match-worker.ts';

const worker = (id: string, name: string, status: WorkerDetail['status']) => ({ id, name, status });
const WORKERS = [
  worker('0192f0c1-aaaa', 'gpu-1', 'idle'),
  worker('0192f0c1-bbbb', 'gpu-1', 'quarantined'),
  worker('0192ffff-cccc', 'gpu-2', 'busy'),
  worker('0192ffff-dddd', 'gpu-2', 'stopped'),
];

test('a worker is found by its name, or by the beginning of its id', () => {
  expect(matchWorker(WORKERS, '0192f0c1-a', ['quarantined'])).toBe(WORKERS[0]);
  expect(matchWorker(WORKERS, 'gpu-1', ['quarantined'])).toBe(WORKERS[1]);
  expect(matchWorker(WORKERS, 'gpu-2', ['idle', 'busy'])).toBe(WORKERS[2]);
  expect(() => matchWorker(WORKERS, 'gpu-2', ['quarantined'])).toThrow(/several workers: .*busy.*stopped/);
  expect(() => matchWorker(WORKERS, 'gpu-3', [])).toThrow(/no worker with the name or id "gpu-3"/);
  expect(() => matchWorker(WORKERS, '019', [])).toThrow(/no worker/);
});

test('the table tells who trains, and why one does not', () => {
  const detail: WorkerDetail = {
    ...worker('0192f0c1-aaaa', 'gpu-1', 'busy'),
    host: 'node',
    pid: 1,
    engine: 'wasm',
    device: 'cpu',
    memoryBytes: null,
    tasks: [
      { id: 'toy', version: 1 },
      { id: 'vae', version: 2 },
    ],
    labels: { site: 'north' },
    version: '0.1.0',
    concurrency: 2,
    startedAt: '2026-01-01T00:00:00.000Z',
    heartbeatAt: '2026-01-01T00:00:00.000Z',
    stoppedAt: null,
    quarantinedAt: null,
    quarantineReason: null,
    drainingAt: null,
    handsOver: false,
    runningJobIds: ['job'],
    runningJobs: [],
    lastDay: { ended: 0, failed: 0, faults: 0 },
  };
  const now = Date.parse('2026-01-01T00:00:03.000Z');
  expect(workerTable([detail], now)).toMatch(
    /^gpu-1 +busy +wasm +cpu +toy, vae 2; site=north +1 of 2 +3 s ago +0192f0c1-aaaa$/m,
  );
  expect(workerTable([detail], now)).not.toContain('quarantined');
  const faulty: WorkerDetail = { ...detail, status: 'quarantined', quarantineReason: 'the disk is full' };
  expect(workerTable([detail, faulty], now)).toMatch(/^gpu-1 +quarantined .* the disk is full$/m);
});
