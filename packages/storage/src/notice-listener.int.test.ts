import { randomUUID } from 'node:crypto';
import type { LiveNotice } from '@yoto/core';
import {
  claimDue,
  registerWorker,
  submitJob,
  submitSweep,
  type TestStorage,
  tcpProxy,
  testStorage,
} from '@yoto/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openStorage } from './open-storage.ts';
import type { Storage } from './storage.ts';

let opened: TestStorage;
let storage: Storage;
beforeAll(async () => {
  opened = await testStorage();
  storage = opened.storage;
});
afterAll(() => opened.close());

async function listening(
  to: Storage = storage,
): Promise<{ notices: LiveNotice[]; stop: () => Promise<void> }> {
  const notices: LiveNotice[] = [];
  const stop = await to.listen((notice) => notices.push(notice));
  return { notices, stop };
}

test('every change is told, by ids', async () => {
  const { notices, stop } = await listening();
  const worker = await registerWorker(storage);
  const job = await submitJob(storage);
  const attempt = { jobId: job.id, attempt: 1 };
  const ids = { sweepId: job.sweepId, jobId: job.id };
  await claimDue(storage, worker);
  await storage.points.writeMetrics(attempt, [{ name: 'loss', step: 1, value: 1 }]);
  await storage.jobs.heartbeat([{ ...attempt, step: 1 }]);
  await storage.jobs.heartbeat([{ ...attempt, step: 1 }]); // no progress: nothing to tell
  await storage.jobs.complete(attempt);
  await storage.workers.stop(worker.workerId);
  const expected: LiveNotice[] = [
    { type: 'worker', workerId: worker.workerId },
    { type: 'sweep', sweepId: job.sweepId },
    { type: 'job', ...ids, state: 'running' },
    { type: 'points', ...ids },
    { type: 'job', ...ids, state: 'running' },
    { type: 'job', ...ids, state: 'completed' },
    { type: 'worker', workerId: worker.workerId },
  ];
  await vi.waitFor(() => expect(notices).toEqual(expected), { timeout: 20_000 });
  await stop();
  await submitJob(storage);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(notices).toHaveLength(expected.length);
});

test('a cancelled sweep tells of each job', async () => {
  const { sweep, jobs } = await submitSweep(storage);
  const { notices, stop } = await listening();
  await storage.sweeps.cancel(sweep.id);
  // Among others there may be the news of its submission, which were on their way.
  const cancelled = jobs.map(({ id }) => ({ type: 'job', sweepId: sweep.id, jobId: id, state: 'cancelled' }));
  const told = () => notices.filter((notice) => notice.type === 'job');
  await vi.waitFor(() => expect(told()).toHaveLength(jobs.length), { timeout: 20_000 });
  expect(told()).toEqual(expect.arrayContaining(cancelled));
  expect(notices).toContainEqual({ type: 'sweep', sweepId: sweep.id });
  await stop();
});

test('what others send on the channel is ignored', async () => {
  const { notices, stop } = await listening();
  const notice = { type: 'worker', workerId: randomUUID() };
  const other = new pg.Client({ connectionString: opened.database.url });
  await other.connect();
  for (const payload of [
    '',
    'x',
    '{}',
    '[1]',
    'null',
    '{"type":"unknown"}',
    '{"type":"worker","workerId":"w"}',
    JSON.stringify(notice),
  ]) {
    await other.query('select pg_notify($1, $2)', ['yoto.public', payload]);
  }
  await other.end();
  await vi.waitFor(() => expect(notices).toEqual([notice]), { timeout: 20_000 });
  await stop();
});

test('after its connection was terminated it listens again and says so', async () => {
  const [first, second] = [await listening(), await listening()];
  const admin = new pg.Client({ connectionString: opened.database.url });
  await admin.connect();
  const terminated = await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name = 'yoto-listen'`,
  );
  await admin.end();
  expect(terminated.rowCount).toBe(1);
  for (const { notices } of [first, second]) {
    await vi.waitFor(() => expect(notices).toEqual([{ type: 'resync' }]), { timeout: 20_000 });
  }
  const job = await submitJob(storage);
  await vi.waitFor(() => expect(first.notices).toContainEqual({ type: 'sweep', sweepId: job.sweepId }), {
    timeout: 20_000,
  });
  await Promise.all([first.stop(), second.stop()]);
});

test('it comes back after the database was away, and a storage closes meanwhile', async () => {
  const proxy = await tcpProxy(opened.database.url);
  const databaseUrl = proxy.through(opened.database.url);
  const [far, leaving] = [await openStorage({ databaseUrl }), await openStorage({ databaseUrl })];
  const { notices } = await listening(far);
  await listening(leaving);
  await proxy.cut();
  await new Promise((resolve) => setTimeout(resolve, 400));
  await leaving.close();
  await expect(leaving.ping()).rejects.toThrow();
  expect(notices).toEqual([]);
  await proxy.mend();
  await vi.waitFor(() => expect(notices).toEqual([{ type: 'resync' }]), { timeout: 20_000 });
  await submitJob(storage);
  await vi.waitFor(() => expect(notices.map((notice) => notice.type)).toEqual(['resync', 'sweep']), {
    timeout: 20_000,
  });
  await far.close();
  await proxy.close();
});
