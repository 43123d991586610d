/** Jobs that need the models of others: they start after them, or say why they cannot. */
import { claimDue, registerWorker, submitSweep } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import { beforeEach, expect, test } from 'vitest';
import type { JobRow } from './storage.ts';

const rig = useTestStorage();
let worker: Awaited<ReturnType<typeof registerWorker>>;
let least: JobRow;
let greatest: JobRow;
let mixture: JobRow;
beforeEach(async () => {
  worker = await registerWorker(rig.storage);
  const { jobs } = await submitSweep(rig.storage, {
    groups: [{ kind: 'fixed', name: 'grid', lambdas: { 'near-b': [0.1, 10] }, interpolation: true }],
    defaults: { retry: { maxAttempts: 1 } },
  });
  [least, greatest, mixture] = jobs as [JobRow, JobRow, JobRow];
});

const complete = (job: JobRow) => rig.storage.jobs.complete({ jobId: job.id, attempt: job.attempt });
const fail = (job: JobRow) =>
  rig.storage.jobs.end({ jobId: job.id, attempt: job.attempt }, { outcome: 'diverged' });
const dueIds = async () => (await rig.storage.jobs.due(10)).map((job) => job.id);

test('an interpolation is due when both of its models are there', async () => {
  expect(mixture.spec).toMatchObject({
    kind: 'interpolation',
    sources: {
      least: { index: 0, lambda: { 'near-b': 0.1 } },
      greatest: { index: 1, lambda: { 'near-b': 10 } },
    },
  });
  expect(await dueIds()).toEqual([least.id, greatest.id]);
  await complete(await claimDue(rig.storage, worker));
  const second = await claimDue(rig.storage, worker);
  expect(second.id).toBe(greatest.id);
  expect(await rig.storage.jobs.claimNext(worker)).toBeUndefined();
  await complete(second);
  expect(await dueIds()).toEqual([mixture.id]);
  expect((await claimDue(rig.storage, worker)).id).toBe(mixture.id);
  expect(await rig.storage.jobs.failBlocked()).toEqual([]);
});

test('it fails when one of its models will not be there, and a retry of the sweep brings both back', async () => {
  expect(await rig.storage.jobs.failBlocked()).toEqual([]);
  await fail(await claimDue(rig.storage, worker));
  const [blocked] = await rig.storage.jobs.failBlocked();
  expect(blocked).toMatchObject({ id: mixture.id, state: 'failed', errorCode: 'data_missing' });
  expect(blocked?.errorMessage).toMatch(/retry that one/);
  expect(await rig.storage.jobs.failBlocked()).toEqual([]);
  const retried = await rig.storage.sweeps.retry(mixture.sweepId, { cancelled: false });
  expect(retried.map((job) => job.id)).toEqual([least.id, mixture.id]);
  expect(await rig.storage.jobs.failBlocked()).toEqual([]);
  expect(await dueIds()).not.toContain(mixture.id);
});
