import type { DataRecord } from '@yoto/core';
import { claimDue, registerWorker, submitSweep } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import { expect, test } from 'vitest';

const rig = useTestStorage();

const dataOf = (sha256: string | null, folder = '/data', frozen: DataRecord['frozen'] = []): DataRecord => ({
  description: `Pictures in ${folder}`,
  fingerprint: sha256 === null ? null : { sha256: sha256.repeat(64), covers: '3 files' },
  frozen,
});
const weights = (name: string, sha256: string, title = name) => ({ name, title, sha256: sha256.repeat(64) });

async function claimJobs(count: number) {
  const worker = await registerWorker(rig.storage);
  const lambdas = { 'near-b': Array.from({ length: count }, (_, index) => index + 1) };
  const { sweep } = await submitSweep(rig.storage, { groups: [{ kind: 'fixed', name: 'grid', lambdas }] });
  const attempts = [];
  for (let index = 0; index < count; index++) {
    const { id, attempt } = await claimDue(rig.storage, worker);
    attempts.push({ jobId: id, attempt });
  }
  return { sweepId: sweep.id, attempts, worker };
}

test('an attempt records its data; recorded again, the last counts', async () => {
  const { attempts } = await claimJobs(1);
  const [attempt] = attempts as [(typeof attempts)[0]];
  const recorded = async () => (await rig.storage.jobs.attempts(attempt.jobId)).map(({ data }) => data);
  expect(await recorded()).toEqual([null]);
  await rig.storage.jobs.recordData(attempt, dataOf('a'));
  await rig.storage.jobs.recordData(attempt, dataOf(null));
  expect(await recorded()).toEqual([dataOf(null)]);
});

test('an attempt that no longer owns its job is refused', async () => {
  const { attempts, worker } = await claimJobs(1);
  const [attempt] = attempts as [(typeof attempts)[0]];
  await rig.storage.jobs.recordData(attempt, dataOf('a'));
  await rig.storage.jobs.end(attempt, { outcome: 'preempted' });
  const stale = { code: 'stale_attempt' };
  await expect(rig.storage.jobs.recordData(attempt, dataOf('b'))).rejects.toMatchObject(stale);
  await claimDue(rig.storage, worker);
  await expect(rig.storage.jobs.recordData(attempt, dataOf('b'))).rejects.toMatchObject(stale);
  expect((await rig.storage.jobs.attempts(attempt.jobId)).map(({ data }) => data)).toEqual([
    dataOf('a'),
    null,
  ]);
});

test('the data of a sweep is counted by its fingerprint, wherever it lies', async () => {
  const { sweepId, attempts } = await claimJobs(6);
  expect(await rig.storage.jobs.dataOfSweep(sweepId)).toEqual([]);
  const seen = [
    dataOf('a', '/data'),
    dataOf('a', '/mnt'),
    dataOf('a', '/mnt'),
    dataOf('b'),
    dataOf(null, '/x'),
    dataOf(null, '/y'),
  ];
  for (const [index, attempt] of attempts.entries())
    await rig.storage.jobs.recordData(attempt, seen[index] ?? dataOf(null));
  const use = await rig.storage.jobs.dataOfSweep(sweepId);
  expect(
    use.map(({ description, fingerprint, jobs }) => [fingerprint?.sha256[0], description, jobs]),
  ).toEqual([
    ['a', 'Pictures in /data', 3],
    ['b', 'Pictures in /data', 1],
    [undefined, 'Pictures in /x', 1],
    [undefined, 'Pictures in /y', 1],
  ]);
});

test('and by its frozen weights, in any order and by any title', async () => {
  const { sweepId, attempts } = await claimJobs(5);
  const both = [weights('inception', 'c'), weights('vgg', 'd')];
  const seen = [
    both,
    [weights('vgg', 'd', 'renamed'), weights('inception', 'c')],
    [weights('inception', 'c'), weights('vgg', 'e')],
    [],
  ];
  for (const [index, frozen] of seen.entries())
    await rig.storage.jobs.recordData(attempts[index] as (typeof attempts)[0], dataOf('a', '/data', frozen));
  const { frozen: _none, ...asBefore } = dataOf('a');
  const older = attempts[4] as (typeof attempts)[0];
  await rig.storage.jobs.recordData(older, asBefore as DataRecord);
  expect((await rig.storage.jobs.attempts(older.jobId)).map(({ data }) => data)).toEqual([dataOf('a')]);
  const use = await rig.storage.jobs.dataOfSweep(sweepId);
  expect(use.map(({ frozen, jobs }) => [frozen.map(({ sha256 }) => sha256[0]), jobs])).toEqual(
    expect.arrayContaining([
      [['c', 'd'], 2],
      [[], 2],
      [['c', 'e'], 1],
    ]),
  );
  expect(use).toHaveLength(3);
});
