import { claimDue, registerWorker, submitSweep } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import pg from 'pg';
import { beforeEach, describe, expect, test } from 'vitest';
import type { JobRow } from './storage.ts';

const rig = useTestStorage();
let worker: Awaited<ReturnType<typeof registerWorker>>;
beforeEach(async () => {
  worker = await registerWorker(rig.storage);
});

const none = { queued: 0, running: 0, pausing: 0, paused: 0, completed: 0, failed: 0, cancelled: 0 };
const ref = (job: JobRow) => ({ jobId: job.id, attempt: job.attempt });
const counts = async (id: string) => (await rig.storage.sweeps.get(id)).jobCounts;
const linesOf = async (id: string) =>
  (await rig.storage.events.ofSweep(id, 1000)).filter((event) => event.jobId === null).map((e) => e.message);

/** Of its five jobs one is completed, one failed, one running and two are queued. */
async function mixedSweep(): Promise<string> {
  const { sweep } = await submitSweep(rig.storage);
  await rig.storage.jobs.complete(ref(await claimDue(rig.storage, worker)));
  await rig.storage.jobs.end(ref(await claimDue(rig.storage, worker)), { outcome: 'diverged' });
  await claimDue(rig.storage, worker);
  return sweep.id;
}

describe('pause and resume', () => {
  test('reach every job that has not ended, and tell once', async () => {
    const id = await mixedSweep();
    const changed = await rig.storage.sweeps.pause(id);
    expect(changed.map((job) => job.state).sort()).toEqual(['paused', 'paused', 'pausing']);
    expect(await counts(id)).toEqual({ ...none, completed: 1, failed: 1, pausing: 1, paused: 2 });
    expect(await rig.storage.sweeps.pause(id)).toEqual([]);
    expect(await rig.storage.jobs.claimNext(worker)).toBeUndefined();
    const pausing = changed.find((job) => job.state === 'pausing')!;
    await rig.storage.jobs.end(ref(pausing), { outcome: 'preempted' });

    const resumed = await rig.storage.sweeps.resume(id);
    expect(resumed.map((job) => job.state)).toEqual(['queued', 'queued', 'queued']);
    expect(await rig.storage.sweeps.resume(id)).toEqual([]);
    expect(await counts(id)).toEqual({ ...none, completed: 1, failed: 1, queued: 3 });
    expect(await linesOf(id)).toEqual([
      'The sweep was resumed (3 jobs)',
      'The sweep was paused (3 jobs)',
      'Submitted with 5 jobs',
    ]);
  });

  test('a resume that comes before the pause was obeyed leaves the attempt running', async () => {
    const id = await mixedSweep();
    await rig.storage.sweeps.pause(id);
    await rig.storage.sweeps.resume(id);
    expect(await counts(id)).toEqual({ ...none, completed: 1, failed: 1, running: 1, queued: 2 });
  });

  test('while workers claim, no job slips through', async () => {
    const { sweep } = await submitSweep(rig.storage, { defaults: { seeds: [1, 2, 3, 4, 5, 6] } });
    const claims = Array.from({ length: 30 }, () => rig.storage.jobs.claimNext(worker));
    const [changed] = await Promise.all([rig.storage.sweeps.pause(sweep.id), ...claims]);
    const { pausing, paused } = await counts(sweep.id);
    expect(pausing + paused).toBe(30);
    expect(changed).toHaveLength(30);
  });

  test('a paused sweep can be cancelled', async () => {
    const id = await mixedSweep();
    await rig.storage.sweeps.pause(id);
    expect(await rig.storage.sweeps.cancel(id)).toHaveLength(3);
    expect(await counts(id)).toEqual({ ...none, completed: 1, failed: 1, cancelled: 3 });
  });
});

describe('retry', () => {
  test('queues what failed; what was cancelled only if asked', async () => {
    const id = await mixedSweep();
    await rig.storage.sweeps.cancel(id);
    expect(await rig.storage.sweeps.retry(id, { cancelled: false })).toMatchObject([
      { state: 'queued', failures: 0 },
    ]);
    expect((await rig.storage.sweeps.get(id)).cancelledAt).toBeInstanceOf(Date);
    expect(await rig.storage.sweeps.retry(id, { cancelled: true })).toHaveLength(3);
    expect(await rig.storage.sweeps.get(id)).toMatchObject({
      cancelledAt: null,
      jobCounts: { ...none, completed: 1, queued: 4 },
    });
    expect(await rig.storage.sweeps.retry(id, { cancelled: true })).toEqual([]);
    expect((await linesOf(id)).slice(0, 3)).toEqual([
      'The sweep was retried (3 jobs)',
      'The sweep was retried (1 job)',
      'The sweep was cancelled',
    ]);
  });

  test('a sweep that was retried can be cancelled again', async () => {
    const id = await mixedSweep();
    await rig.storage.sweeps.cancel(id);
    await rig.storage.sweeps.retry(id, { cancelled: true });
    await rig.storage.sweeps.cancel(id);
    expect((await rig.storage.sweeps.get(id)).cancelledAt).toBeInstanceOf(Date);
    expect((await linesOf(id)).filter((line) => line === 'The sweep was cancelled')).toHaveLength(2);
  });
});

describe('delete', () => {
  test('is refused until every job has ended, with what to do', async () => {
    const id = await mixedSweep();
    const before = await rig.storage.sweeps.get(id);
    await expect(rig.storage.sweeps.delete(id)).rejects.toMatchObject({
      code: 'conflict',
      message: `3 jobs of sweep ${id} have not ended: cancel the sweep, then delete it`,
    });
    expect((await rig.storage.sweeps.get(id)).jobCounts).toEqual(before.jobCounts);
  });

  test('leaves no row behind, and other sweeps alone', async () => {
    const other = (await submitSweep(rig.storage)).sweep;
    await rig.storage.sweeps.pause(other.id);
    const { sweep, jobs } = await submitSweep(rig.storage);
    const attempt = ref(await claimDue(rig.storage, worker));
    const point = { step: 1, lambda: { 'near-b': 1 }, losses: {}, metrics: {}, examples: 1 };
    await rig.storage.points.writeMetrics(attempt, [{ name: 'loss', step: 1, value: 1 }]);
    await rig.storage.points.writeEvaluations(attempt, [point]);
    const file = { key: 'k', sha256: 's', bytes: 1 };
    await rig.storage.checkpoints.record(attempt, { ...file, step: 1, score: 1 });
    await rig.storage.artifacts.record(attempt, { ...file, name: 'model', mediaType: 'text/plain' });
    await rig.storage.sweeps.cancel(sweep.id);

    expect(await rig.storage.sweeps.delete(sweep.id)).toBe(5);
    await expect(rig.storage.sweeps.get(sweep.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(rig.storage.jobs.get(jobs[0]!.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(rig.storage.sweeps.delete(sweep.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await rig.storage.artifacts.referenced(['k'])).toEqual(new Set());
    expect(await rowCounts()).toEqual({ sweeps: 1, jobs: 5, attempts: 0, points: 0, files: 0 });
    expect((await rig.storage.sweeps.get(other.id)).jobCounts).toEqual({ ...none, paused: 5 });
  });

  async function rowCounts() {
    const client = new pg.Client(rig.database.url);
    await client.connect();
    const { rows } = await client.query(`select
      (select count(*)::int from sweeps) as sweeps, (select count(*)::int from jobs) as jobs,
      (select count(*)::int from attempts) as attempts,
      (select count(*)::int from metric_points) + (select count(*)::int from evaluation_points) as points,
      (select count(*)::int from checkpoints) + (select count(*)::int from artifacts) as files`);
    await client.end();
    return rows[0];
  }

  test('against a retry at the same moment, one of the two wins', async () => {
    for (let round = 0; round < 5; round++) {
      const { sweep } = await submitSweep(rig.storage);
      await rig.storage.sweeps.cancel(sweep.id);
      const [deleted, retried] = await Promise.allSettled([
        rig.storage.sweeps.delete(sweep.id),
        rig.storage.sweeps.retry(sweep.id, { cancelled: true }),
      ]);
      const left = await rig.storage.sweeps.get(sweep.id).catch(() => undefined);
      if (deleted.status === 'fulfilled') expect(left).toBeUndefined();
      else {
        expect(deleted.reason).toMatchObject({ code: 'conflict' });
        expect([retried.status, left?.jobCounts.queued]).toEqual(['fulfilled', 5]);
      }
    }
  });
});

test('an unknown sweep is told', async () => {
  for (const id of ['00000000-0000-7000-8000-000000000000', 'x']) {
    const { pause, resume, retry, delete: forget } = rig.storage.sweeps;
    for (const act of [() => pause(id), () => resume(id), () => retry(id, { cancelled: true })]) {
      await expect(act()).rejects.toMatchObject({ code: 'not_found' });
    }
    await expect(forget(id)).rejects.toMatchObject({ code: 'not_found' });
  }
});
