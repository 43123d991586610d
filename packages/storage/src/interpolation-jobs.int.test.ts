/** Jobs that need the models of others: they start after them, or say why they cannot. */
import { claimDue, registerWorker, submitSweep, type TestStorage, testStorage } from '@yoto/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { JobRow, Storage } from './storage.ts';

let opened: TestStorage;
let storage: Storage;
let worker: Awaited<ReturnType<typeof registerWorker>>;
let least: JobRow;
let greatest: JobRow;
let mixture: JobRow;
beforeAll(async () => {
  opened = await testStorage();
  storage = opened.storage;
});
afterAll(() => opened.close());
beforeEach(async () => {
  await opened.clear();
  worker = await registerWorker(storage);
  const { jobs } = await submitSweep(storage, {
    groups: [{ kind: 'fixed', name: 'grid', lambdas: { 'near-b': [0.1, 10] }, interpolation: true }],
    defaults: { retry: { maxAttempts: 1 } },
  });
  [least, greatest, mixture] = jobs as [JobRow, JobRow, JobRow];
});

const complete = (job: JobRow) => storage.jobs.complete({ jobId: job.id, attempt: job.attempt });
const fail = (job: JobRow) =>
  storage.jobs.end({ jobId: job.id, attempt: job.attempt }, { outcome: 'diverged' });
const dueIds = async () => (await storage.jobs.due(10)).map((job) => job.id);

test('an interpolation is due when both of its models are there', async () => {
  expect(mixture.spec).toMatchObject({ kind: 'interpolation', sources: [0, 1] });
  expect(await dueIds()).toEqual([least.id, greatest.id]);
  await complete(await claimDue(storage, worker));
  const second = await claimDue(storage, worker);
  expect(second.id).toBe(greatest.id);
  expect(await storage.jobs.claimNext(worker)).toBeUndefined();
  await complete(second);
  expect(await dueIds()).toEqual([mixture.id]);
  expect((await claimDue(storage, worker)).id).toBe(mixture.id);
  expect(await storage.jobs.failBlocked()).toEqual([]);
});

test('it fails when one of its models will not be there, and a retry of the sweep brings both back', async () => {
  expect(await storage.jobs.failBlocked()).toEqual([]);
  await fail(await claimDue(storage, worker));
  const [blocked] = await storage.jobs.failBlocked();
  expect(blocked).toMatchObject({ id: mixture.id, state: 'failed', errorCode: 'data_missing' });
  expect(blocked?.errorMessage).toMatch(/retry that one/);
  expect(await storage.jobs.failBlocked()).toEqual([]);
  const retried = await storage.sweeps.retry(mixture.sweepId, { cancelled: false });
  expect(retried.map((job) => job.id)).toEqual([least.id, mixture.id]);
  expect(await storage.jobs.failBlocked()).toEqual([]);
  expect(await dueIds()).not.toContain(mixture.id);
});
