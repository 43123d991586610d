import { claimDue, crowdAround, registerWorker, submitJob, submitSweep } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import { beforeEach, describe, expect, test } from 'vitest';
import type { JobRow } from './storage.ts';

const rig = useTestStorage();
let worker: Awaited<ReturnType<typeof registerWorker>>;
beforeEach(async () => {
  worker = await registerWorker(rig.storage);
});

const stale = { code: 'stale_attempt' };
const ref = (job: JobRow) => ({ jobId: job.id, attempt: job.attempt });

describe('claim', () => {
  test('one of twenty workers wins', async () => {
    const job = await submitJob(rig.storage);
    const workers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => registerWorker(rig.storage, `w${i}`)),
    );
    const claims = await Promise.all(workers.map((one) => rig.storage.jobs.claimNext(one)));
    const won = claims.filter((row) => row !== undefined);
    expect(won).toHaveLength(1);
    expect(won[0]).toMatchObject({ state: 'running', attempt: 1 });
    expect(won[0]!.heartbeatAt).toBeInstanceOf(Date);
    expect(await rig.storage.jobs.get(job.id)).toEqual(won[0]);
    expect(await rig.storage.jobs.attempts(job.id)).toMatchObject([
      {
        number: 1,
        workerId: won[0]!.workerId,
        engine: 'wasm',
        engineVersion: '4.22.0',
        device: 'cpu',
        outcome: null,
        finishedAt: null,
      },
    ]);
  });

  test('gives the spec as it was planned', async () => {
    const { sweep, jobs } = await submitSweep(rig.storage);
    expect(jobs.map((job) => job.spec.group)).toEqual(['fixed', 'fixed', 'fixed', 'fixed', 'yoto']);
    expect(jobs.map((job) => job.index)).toEqual([0, 1, 2, 3, 4]);
    expect(jobs[4]!.spec).toHaveProperty('distribution', {
      'near-b': { kind: 'log-uniform', min: 0.1, max: 10 },
    });
    expect((await claimDue(rig.storage, worker)).spec).toEqual(jobs[0]!.spec);
    expect(jobs.every((job) => job.sweepId === sweep.id)).toBe(true);
  });

  test('waits until the job is due', async () => {
    await submitJob(rig.storage, { retry: { backoffMs: 60_000 } });
    const running = await claimDue(rig.storage, worker);
    const queued = await rig.storage.jobs.end(ref(running), { outcome: 'failed', errorCode: 'internal' });
    expect(queued.notBefore!.getTime()).toBeGreaterThan(Date.now() + 50_000);
    expect(await rig.storage.jobs.claimNext(worker)).toBeUndefined();
  });

  test('refuses an unknown job and an unknown worker', async () => {
    const notFound = { code: 'not_found' };
    const job = await submitJob(rig.storage);
    for (const id of ['00000000-0000-7000-8000-000000000000', 'no-uuid', '', "'; drop table jobs"]) {
      await expect(rig.storage.jobs.get(id)).rejects.toMatchObject(notFound);
      await expect(rig.storage.jobs.claimNext({ ...worker, workerId: id })).rejects.toMatchObject(notFound);
    }
    expect(await rig.storage.jobs.get(job.id)).toEqual(job);
  });
});

describe('fencing', () => {
  test('an attempt that was taken over changes nothing', async () => {
    const job = await submitJob(rig.storage);
    const first = await claimDue(rig.storage, worker);
    const ended = await rig.storage.jobs.endStalled(0);
    const stalled = ended.find((one) => one.id === job.id);
    expect(stalled).toMatchObject({ state: 'queued', attempt: 1, failures: 0, workerId: null });
    const second = await claimDue(rig.storage, worker);
    expect(second.attempt).toBe(2);
    const before = await rig.storage.jobs.get(job.id);
    const late = ref(first);
    await expect(rig.storage.jobs.complete(late)).rejects.toMatchObject(stale);
    await expect(rig.storage.jobs.end(late, { outcome: 'failed' })).rejects.toMatchObject(stale);
    await expect(rig.storage.jobs.setResumedFrom(late, 3)).rejects.toMatchObject(stale);
    const checkpoint = { step: 5, key: 'k', sha256: 's', bytes: 1, score: null };
    const artifact = { name: 'model', mediaType: 'text/plain', key: 'k', sha256: 's', bytes: 1 };
    await expect(rig.storage.checkpoints.record(late, checkpoint)).rejects.toMatchObject(stale);
    await expect(rig.storage.artifacts.record(late, artifact)).rejects.toMatchObject(stale);
    const point = { name: 'loss', step: 1, value: 1 };
    await expect(rig.storage.points.writeMetrics(late, [point])).rejects.toMatchObject(stale);
    expect(await rig.storage.jobs.heartbeat([{ ...late, step: 9 }])).toEqual({ lost: [late], pausing: [] });
    expect(await rig.storage.jobs.get(job.id)).toEqual(before);
    expect(await rig.storage.checkpoints.list(job.id)).toEqual([]);
    expect(await rig.storage.artifacts.list(job.id)).toEqual([]);
    expect(await rig.storage.points.metricNames(job.id)).toEqual([]);
  });

  test('one heartbeat tells who lives, who is to pause and who does not own its job', async () => {
    const { jobs } = await submitSweep(rig.storage);
    const running: JobRow[] = [];
    for (const _job of jobs.slice(0, 4)) running.push(await claimDue(rig.storage, worker));
    await rig.storage.jobs.cancel(running[1]!.id);
    await rig.storage.jobs.complete(ref(running[2]!));
    await rig.storage.jobs.pause(running[3]!.id);
    const told = await rig.storage.jobs.heartbeat(running.map((job, i) => ({ ...ref(job), step: 10 + i })));
    expect(told.lost.map((one) => one.jobId).sort()).toEqual([running[1]!.id, running[2]!.id].sort());
    expect(told.pausing).toEqual([ref(running[3]!)]);
    const [first, , , fourth] = await rig.storage.jobs.ofSweep(jobs[0]!.sweepId);
    expect([first!.step, fourth!.step]).toEqual([10, 13]);
    expect(first!.heartbeatAt!.getTime()).toBeGreaterThanOrEqual(running[0]!.heartbeatAt!.getTime());
    expect(await rig.storage.jobs.heartbeat([])).toEqual({ lost: [], pausing: [] });
  });
});

describe('what the reconciler asks', () => {
  test('stalled jobs are those without a sign of life', async () => {
    await submitSweep(rig.storage);
    const silent = await claimDue(rig.storage, worker);
    await rig.letTimePass(120_000);
    await claimDue(rig.storage, worker);
    const ended = await rig.storage.jobs.endStalled(60_000);
    expect(ended.map((job) => job.id)).toEqual([silent.id]);
    expect(ended[0]).toMatchObject({ state: 'queued', errorCode: 'stalled', attempt: 1 });
    expect(await rig.storage.jobs.endStalled(60_000)).toEqual([]);
    expect(await rig.storage.jobs.attempts(silent.id)).toMatchObject([{ outcome: 'stalled' }]);
  });

  test('due jobs come by priority, then age, then plan', async () => {
    const low = await submitSweep(rig.storage, { defaults: { priority: -5 } });
    const old = await submitJob(rig.storage);
    const young = await submitJob(rig.storage);
    const high = await submitJob(rig.storage, { priority: 5, retry: { backoffMs: 60_000 } });
    const due = await rig.storage.jobs.due(100);
    expect(due.map((job) => job.id)).toEqual([high.id, old.id, young.id, ...low.jobs.map((job) => job.id)]);
    expect(await rig.storage.jobs.due(2)).toHaveLength(2);
    await rig.storage.jobs.end(ref(await claimDue(rig.storage, worker)), { outcome: 'failed' });
    await rig.storage.jobs.pause(old.id);
    expect((await rig.storage.jobs.due(1)).map((job) => job.id)).toEqual([young.id]);
  });
});

describe('lists', () => {
  test('pages hold every job once: newest sweep first, in plan order', async () => {
    const older = await submitSweep(rig.storage);
    const newer = await submitSweep(rig.storage);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await rig.storage.jobs.list({ state: 'queued' }, { limit: 3, cursor });
      seen.push(...page.rows.map((job) => job.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined && seen.length < 100);
    expect(seen.slice(0, 10)).toEqual([...newer.jobs, ...older.jobs].map((job) => job.id));
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('filters by sweep and state', async () => {
    const { sweep, jobs } = await submitSweep(rig.storage);
    for (const _job of jobs.slice(0, 2))
      await rig.storage.jobs.complete(ref(await claimDue(rig.storage, worker)));
    await claimDue(rig.storage, worker);
    const filter = { sweepId: sweep.id, state: 'running' } as const;
    const page = await rig.storage.jobs.list(filter, { limit: 10 });
    expect(page).toMatchObject({ rows: [{ id: jobs[2]!.id }], nextCursor: null });
    expect((await rig.storage.jobs.list({ sweepId: sweep.id }, { limit: 5 })).nextCursor).toBeNull();
  });

  test('a job is found among all by the beginning of its id', async () => {
    const { sweep, jobs } = await submitSweep(rig.storage);
    await crowdAround(rig.database, sweep.id, 600);
    const found = async (idPrefix: string) =>
      (await rig.storage.jobs.list({ idPrefix }, { limit: 700 })).rows.map(({ id }) => id);
    expect(await found(jobs[1]!.id.slice(0, 13).toUpperCase())).toEqual([jobs[1]!.id]);
    expect(await found(jobs[1]!.id)).toEqual([jobs[1]!.id]);
    expect(await found('0000-')).toEqual([]);
  });

  test('a made-up cursor is told', async () => {
    for (const cursor of ['x', '', `${'a'.repeat(36)}.1`, '1.1']) {
      const refused = rig.storage.jobs.list({}, { limit: 1, cursor });
      await expect(refused).rejects.toMatchObject({ code: expect.stringMatching(/invalid_input|not_found/) });
    }
  });
});
