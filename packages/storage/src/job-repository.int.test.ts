import {
  claimDue,
  registerWorker,
  submitJob,
  submitSweep,
  type TestStorage,
  testStorage,
} from '@yoto/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JobRow, Storage } from './storage.ts';

let opened: TestStorage;
let storage: Storage;
let worker: Awaited<ReturnType<typeof registerWorker>>;
beforeAll(async () => {
  opened = await testStorage();
  storage = opened.storage;
});
afterAll(() => opened.close());
beforeEach(async () => {
  await opened.clear();
  worker = await registerWorker(storage);
});

const stale = { code: 'stale_attempt' };
const ref = (job: JobRow) => ({ jobId: job.id, attempt: job.attempt });

describe('claim', () => {
  test('one of twenty workers wins', async () => {
    const job = await submitJob(storage);
    const workers = await Promise.all(Array.from({ length: 20 }, (_, i) => registerWorker(storage, `w${i}`)));
    const claims = await Promise.all(workers.map((one) => storage.jobs.claimNext(one)));
    const won = claims.filter((row) => row !== undefined);
    expect(won).toHaveLength(1);
    expect(won[0]).toMatchObject({ state: 'running', attempt: 1 });
    expect(won[0]!.heartbeatAt).toBeInstanceOf(Date);
    expect(await storage.jobs.get(job.id)).toEqual(won[0]);
    expect(await storage.jobs.attempts(job.id)).toMatchObject([
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
    const { sweep, jobs } = await submitSweep(storage);
    expect(jobs.map((job) => job.spec.group)).toEqual(['fixed', 'fixed', 'fixed', 'fixed', 'yoto']);
    expect(jobs.map((job) => job.index)).toEqual([0, 1, 2, 3, 4]);
    expect(jobs[4]!.spec.distribution).toEqual({ 'near-b': { kind: 'log-uniform', min: 0.1, max: 10 } });
    expect((await claimDue(storage, worker)).spec).toEqual(jobs[0]!.spec);
    expect(jobs.every((job) => job.sweepId === sweep.id)).toBe(true);
  });

  test('waits until the job is due', async () => {
    await submitJob(storage, { retry: { backoffMs: 60_000 } });
    const running = await claimDue(storage, worker);
    const queued = await storage.jobs.end(ref(running), { outcome: 'failed', errorCode: 'internal' });
    expect(queued.notBefore!.getTime()).toBeGreaterThan(Date.now() + 50_000);
    expect(await storage.jobs.claimNext(worker)).toBeUndefined();
  });

  test('refuses an unknown job and an unknown worker', async () => {
    const notFound = { code: 'not_found' };
    const job = await submitJob(storage);
    for (const id of ['00000000-0000-7000-8000-000000000000', 'no-uuid', '', "'; drop table jobs"]) {
      await expect(storage.jobs.get(id)).rejects.toMatchObject(notFound);
      await expect(storage.jobs.claimNext({ ...worker, workerId: id })).rejects.toMatchObject(notFound);
    }
    expect(await storage.jobs.get(job.id)).toEqual(job);
  });
});

describe('fencing', () => {
  test('an attempt that was taken over changes nothing', async () => {
    const job = await submitJob(storage);
    const first = await claimDue(storage, worker);
    const ended = await storage.jobs.endStalled(0);
    const stalled = ended.find((one) => one.id === job.id);
    expect(stalled).toMatchObject({ state: 'queued', attempt: 1, failures: 0, workerId: null });
    const second = await claimDue(storage, worker);
    expect(second.attempt).toBe(2);
    const before = await storage.jobs.get(job.id);
    const late = ref(first);
    await expect(storage.jobs.complete(late)).rejects.toMatchObject(stale);
    await expect(storage.jobs.end(late, { outcome: 'failed' })).rejects.toMatchObject(stale);
    await expect(storage.jobs.setResumedFrom(late, 3)).rejects.toMatchObject(stale);
    const checkpoint = { step: 5, key: 'k', sha256: 's', bytes: 1, score: null };
    const artifact = { name: 'model', mediaType: 'text/plain', key: 'k', sha256: 's', bytes: 1 };
    await expect(storage.checkpoints.record(late, checkpoint)).rejects.toMatchObject(stale);
    await expect(storage.artifacts.record(late, artifact)).rejects.toMatchObject(stale);
    const point = { name: 'loss', step: 1, value: 1 };
    await expect(storage.points.writeMetrics(late, [point])).rejects.toMatchObject(stale);
    expect(await storage.jobs.heartbeat([{ ...late, step: 9 }])).toEqual({ lost: [late], pausing: [] });
    expect(await storage.jobs.get(job.id)).toEqual(before);
    expect(await storage.checkpoints.list(job.id)).toEqual([]);
    expect(await storage.artifacts.list(job.id)).toEqual([]);
    expect(await storage.points.metrics(job.id, { maxPoints: 10 })).toEqual([]);
  });

  test('one heartbeat tells who lives, who is to pause and who does not own its job', async () => {
    const { jobs } = await submitSweep(storage);
    const running: JobRow[] = [];
    for (const _job of jobs.slice(0, 4)) running.push(await claimDue(storage, worker));
    await storage.jobs.cancel(running[1]!.id);
    await storage.jobs.complete(ref(running[2]!));
    await storage.jobs.pause(running[3]!.id);
    const told = await storage.jobs.heartbeat(running.map((job, i) => ({ ...ref(job), step: 10 + i })));
    expect(told.lost.map((one) => one.jobId).sort()).toEqual([running[1]!.id, running[2]!.id].sort());
    expect(told.pausing).toEqual([ref(running[3]!)]);
    const [first, , , fourth] = await storage.jobs.ofSweep(jobs[0]!.sweepId);
    expect([first!.step, fourth!.step]).toEqual([10, 13]);
    expect(first!.heartbeatAt!.getTime()).toBeGreaterThanOrEqual(running[0]!.heartbeatAt!.getTime());
    expect(await storage.jobs.heartbeat([])).toEqual({ lost: [], pausing: [] });
  });
});

describe('what the reconciler asks', () => {
  test('stalled jobs are those without a sign of life', async () => {
    await submitSweep(storage);
    const silent = await claimDue(storage, worker);
    await opened.letTimePass(120_000);
    await claimDue(storage, worker);
    const ended = await storage.jobs.endStalled(60_000);
    expect(ended.map((job) => job.id)).toEqual([silent.id]);
    expect(ended[0]).toMatchObject({ state: 'queued', errorCode: 'stalled', attempt: 1 });
    expect(await storage.jobs.endStalled(60_000)).toEqual([]);
    expect(await storage.jobs.attempts(silent.id)).toMatchObject([{ outcome: 'stalled' }]);
  });

  test('due jobs come by priority, then age, then plan', async () => {
    const low = await submitSweep(storage, { defaults: { priority: -5 } });
    const old = await submitJob(storage);
    const young = await submitJob(storage);
    const high = await submitJob(storage, { priority: 5, retry: { backoffMs: 60_000 } });
    const due = await storage.jobs.due(100);
    expect(due.map((job) => job.id)).toEqual([high.id, old.id, young.id, ...low.jobs.map((job) => job.id)]);
    expect(await storage.jobs.due(2)).toHaveLength(2);
    await storage.jobs.end(ref(await claimDue(storage, worker)), { outcome: 'failed' });
    await storage.jobs.pause(old.id);
    expect((await storage.jobs.due(1)).map((job) => job.id)).toEqual([young.id]);
  });
});

describe('lists', () => {
  test('pages hold every job once: newest sweep first, in plan order', async () => {
    const older = await submitSweep(storage);
    const newer = await submitSweep(storage);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await storage.jobs.list({ state: 'queued' }, { limit: 3, cursor });
      seen.push(...page.rows.map((job) => job.id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined && seen.length < 100);
    expect(seen.slice(0, 10)).toEqual([...newer.jobs, ...older.jobs].map((job) => job.id));
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('filters by sweep and state', async () => {
    const { sweep, jobs } = await submitSweep(storage);
    for (const _job of jobs.slice(0, 2)) await storage.jobs.complete(ref(await claimDue(storage, worker)));
    await claimDue(storage, worker);
    const filter = { sweepId: sweep.id, state: 'running' } as const;
    const page = await storage.jobs.list(filter, { limit: 10 });
    expect(page).toMatchObject({ rows: [{ id: jobs[2]!.id }], nextCursor: null });
    expect((await storage.jobs.list({ sweepId: sweep.id }, { limit: 5 })).nextCursor).toBeNull();
  });

  test('a made-up cursor is told', async () => {
    for (const cursor of ['x', '', `${'a'.repeat(36)}.1`, '1.1']) {
      const refused = storage.jobs.list({}, { limit: 1, cursor });
      await expect(refused).rejects.toMatchObject({ code: expect.stringMatching(/invalid_input|not_found/) });
    }
  });
});
