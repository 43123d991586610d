import type { DataRecord } from '@yoto/core';
import { claimDue, registerWorker, submitSweep, type TestStorage, testStorage } from '@yoto/testkit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Storage } from './storage.ts';

let opened: TestStorage;
let storage: Storage;
beforeAll(async () => {
  opened = await testStorage();
  storage = opened.storage;
});
afterAll(() => opened.close());
beforeEach(() => opened.clear());

const dataOf = (sha256: string | null, folder = '/data'): DataRecord => ({
  description: `Pictures in ${folder}`,
  fingerprint: sha256 === null ? null : { sha256: sha256.repeat(64), covers: '3 files' },
});

async function claimJobs(count: number) {
  const worker = await registerWorker(storage);
  const lambdas = { 'near-b': Array.from({ length: count }, (_, index) => index + 1) };
  const { sweep } = await submitSweep(storage, { groups: [{ kind: 'fixed', name: 'grid', lambdas }] });
  const attempts = [];
  for (let index = 0; index < count; index++) {
    const { id, attempt } = await claimDue(storage, worker);
    attempts.push({ jobId: id, attempt });
  }
  return { sweepId: sweep.id, attempts, worker };
}

test('an attempt records its data; recorded again, the last counts', async () => {
  const { attempts } = await claimJobs(1);
  const [attempt] = attempts as [(typeof attempts)[0]];
  const recorded = async () => (await storage.jobs.attempts(attempt.jobId)).map(({ data }) => data);
  expect(await recorded()).toEqual([null]);
  await storage.jobs.recordData(attempt, dataOf('a'));
  await storage.jobs.recordData(attempt, dataOf(null));
  expect(await recorded()).toEqual([dataOf(null)]);
});

test('an attempt that no longer owns its job is refused', async () => {
  const { attempts, worker } = await claimJobs(1);
  const [attempt] = attempts as [(typeof attempts)[0]];
  await storage.jobs.recordData(attempt, dataOf('a'));
  await storage.jobs.end(attempt, { outcome: 'preempted' });
  const stale = { code: 'stale_attempt' };
  await expect(storage.jobs.recordData(attempt, dataOf('b'))).rejects.toMatchObject(stale);
  await claimDue(storage, worker);
  await expect(storage.jobs.recordData(attempt, dataOf('b'))).rejects.toMatchObject(stale);
  expect((await storage.jobs.attempts(attempt.jobId)).map(({ data }) => data)).toEqual([dataOf('a'), null]);
});

test('the data of a sweep is counted by its fingerprint, wherever it lies', async () => {
  const { sweepId, attempts } = await claimJobs(6);
  expect(await storage.jobs.dataOfSweep(sweepId)).toEqual([]);
  const seen = [
    dataOf('a', '/data'),
    dataOf('a', '/mnt'),
    dataOf('a', '/mnt'),
    dataOf('b'),
    dataOf(null, '/x'),
    dataOf(null, '/y'),
  ];
  for (const [index, attempt] of attempts.entries())
    await storage.jobs.recordData(attempt, seen[index] ?? dataOf(null));
  const use = await storage.jobs.dataOfSweep(sweepId);
  expect(
    use.map(({ description, fingerprint, jobs }) => [fingerprint?.sha256[0], description, jobs]),
  ).toEqual([
    ['a', 'Pictures in /data', 3],
    ['b', 'Pictures in /data', 1],
    [undefined, 'Pictures in /x', 1],
    [undefined, 'Pictures in /y', 1],
  ]);
});
