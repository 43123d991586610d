/** Pause, resume, retry and delete through HTTP: what becomes of the rows and of their messages, done once or twice. */
import { type Client, createClient } from '@yoto/client';
import { type JobQueue, openJobQueue } from '@yoto/queue';
import { openStorage, type Storage } from '@yoto/storage';
import {
  isRedisInstalled,
  registerWorker,
  type TestDatabase,
  type TestRedis,
  testDatabase,
  testRedis,
} from '@yoto/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningApi } from '../start-api.ts';
import { startTestApi } from '../testing/start-test-api.ts';
import { toySweep } from '../testing/toy-sweep.ts';

const backends = [
  { backend: 'postgres' as const, installed: true },
  { backend: 'redis' as const, installed: isRedisInstalled() },
];

describe.each(backends)('with the queue on $backend', ({ backend, installed }) => {
  let database: TestDatabase;
  let redis: TestRedis | undefined;
  let api: RunningApi;
  let storage: Storage;
  let queue: JobQueue;
  let client: Client;
  let worker: Awaited<ReturnType<typeof registerWorker>>;

  beforeAll(async () => {
    if (!installed) return;
    database = await testDatabase();
    redis = backend === 'redis' ? await testRedis() : undefined;
    api = await startTestApi({
      databaseUrl: database.url,
      redisUrl: redis?.url,
      reconcileEveryMs: 3_600_000,
    });
    storage = await openStorage({ databaseUrl: database.url });
    queue = await openJobQueue(
      redis ? { kind: 'redis', url: redis.url } : { kind: 'postgres', databaseUrl: database.url },
    );
    client = createClient({ baseUrl: api.url });
    worker = await registerWorker(storage);
  });
  afterAll(async () => {
    await api?.close();
    await queue?.close();
    await storage?.close();
    await redis?.stop();
    await database?.drop();
  });

  const waiting = async () => (await queue.counts()).waiting;
  /** Five queued jobs with their messages, the only ones there are. */
  async function submit(name: string) {
    expect(await waiting()).toBe(0);
    return client.createSweep({ body: { spec: toySweep(name) } });
  }
  /** Begins the next job, whose message a worker would have taken. */
  async function start() {
    const job = (await storage.jobs.claimNext(worker))!;
    await queue.remove({ jobId: job.id, attempt: job.attempt });
    return { jobId: job.id, attempt: job.attempt };
  }

  it.runIf(installed)('pauses and resumes a sweep with a running job', async () => {
    const { id } = await submit('to pause');
    const params = { id };
    const attempt = await start();
    const pausing = await client.pauseSweep({ params });
    expect(pausing.jobCounts).toMatchObject({ queued: 0, running: 0, pausing: 1, paused: 4 });
    expect(await waiting()).toBe(0);
    expect(await client.pauseSweep({ params })).toEqual(pausing);
    expect(await storage.jobs.claimNext(worker)).toBeUndefined();

    // The worker has written its checkpoint.
    await storage.jobs.end(attempt, { outcome: 'preempted' });
    expect((await client.getSweep({ params })).jobCounts.paused).toBe(5);
    const detail = await client.getJob({ params: { id: attempt.jobId } });
    expect(detail.attempts).toEqual([expect.objectContaining({ number: 1, outcome: 'paused' })]);

    const resumed = await client.resumeSweep({ params });
    expect(resumed.jobCounts).toMatchObject({ queued: 5, paused: 0 });
    expect(await waiting()).toBe(5);
    expect(await client.resumeSweep({ params })).toEqual(resumed);
    expect(await waiting()).toBe(5);
    await client.cancelSweep({ params });
    expect(await waiting()).toBe(0);
    await expect(client.resumeJob({ params: { id: attempt.jobId } })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('retry it instead'),
    });
  });

  it.runIf(installed)('a job that is resumed while it pauses simply goes on', async () => {
    const { id } = await submit('to change one’s mind');
    const attempt = await start();
    const job = { params: { id: attempt.jobId } };
    expect((await client.pauseJob(job)).state).toBe('pausing');
    expect((await client.pauseJob(job)).state).toBe('pausing');
    expect((await storage.jobs.heartbeat([{ ...attempt, step: 7 }])).pausing).toEqual([attempt]);
    expect(await client.resumeJob(job)).toMatchObject({ state: 'running', step: 7, attempt: 1 });
    expect(await storage.jobs.heartbeat([{ ...attempt, step: 8 }])).toEqual({ lost: [], pausing: [] });
    expect(await waiting()).toBe(4);

    const other = (await client.listSweepJobs({ params: { id } })).items.at(-1)!;
    expect((await client.pauseJob({ params: { id: other.id } })).state).toBe('paused');
    expect(await waiting()).toBe(3);
    await expect(client.retryJob({ params: { id: other.id } })).rejects.toMatchObject({ code: 'conflict' });
    expect((await client.resumeJob({ params: { id: other.id } })).state).toBe('queued');
    expect(await waiting()).toBe(4);
    await client.cancelSweep({ params: { id } });
  });

  it.runIf(installed)(
    'retries exactly the failed job of a sweep, and the cancelled ones if asked',
    async () => {
      const { id } = await submit('to retry');
      const failed = await start();
      await storage.jobs.end(failed, { outcome: 'diverged', errorCode: 'diverged' });
      const completed = await start();
      await storage.jobs.complete(completed);
      await client.cancelSweep({ params: { id } });
      const untouched = await client.getJob({ params: { id: completed.jobId } });

      const retried = await client.retrySweep({ params: { id } });
      expect(retried.jobCounts).toMatchObject({ queued: 1, failed: 0, completed: 1, cancelled: 3 });
      expect(await waiting()).toBe(1);
      expect(await client.retrySweep({ params: { id }, body: {} })).toEqual(retried);
      expect(await start()).toEqual({ jobId: failed.jobId, attempt: 2 });

      const all = await client.retrySweep({ params: { id }, body: { cancelled: true } });
      expect(all.jobCounts).toMatchObject({ queued: 3, running: 1, completed: 1, cancelled: 0 });
      expect(await waiting()).toBe(3);
      expect(await client.getJob({ params: { id: completed.jobId } })).toEqual(untouched);
      await client.cancelSweep({ params: { id } });
    },
  );

  it.runIf(installed)('deletes a sweep once it has ended, with all that belongs to it', async () => {
    const { id } = await submit('to delete');
    const params = { id };
    const attempt = await start();
    await storage.points.writeMetrics(attempt, [{ name: 'loss', step: 1, value: 1 }]);
    await expect(client.deleteSweep({ params })).rejects.toMatchObject({ code: 'conflict' });
    await client.cancelSweep({ params });
    expect(await client.deleteSweep({ params })).toEqual({ id, deletedJobs: 5 });
    for (const call of [
      () => client.getSweep({ params }),
      () => client.getJob({ params: { id: attempt.jobId } }),
      () => client.deleteSweep({ params }),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it.runIf(installed)('shows a quarantined worker and releases it', async () => {
    const faulty = await registerWorker(storage, 'faulty');
    const { id } = await client.createSweep({ body: { spec: toySweep('for the faulty one', 90) } });
    for (let fault = 0; fault < 2; fault++) {
      const job = (await storage.jobs.claimNext(faulty))!;
      await storage.jobs.end({ jobId: job.id, attempt: job.attempt }, { outcome: 'worker_error' });
    }
    expect(await storage.workers.quarantineIfFaulty(faulty.workerId, 2)).toBeDefined();
    const shown = (await client.listWorkers()).items.find((one) => one.id === faulty.workerId);
    expect(shown).toMatchObject({ status: 'quarantined', quarantineReason: expect.any(String) });
    expect(await storage.jobs.claimNext(faulty)).toBeUndefined();

    const params = { id: faulty.workerId };
    const released = await client.releaseWorker({ params });
    expect(released).toMatchObject({ status: 'idle', quarantinedAt: null });
    expect(await client.releaseWorker({ params })).toEqual(released);
    expect(await storage.jobs.claimNext(faulty)).toBeDefined();
    await client.cancelSweep({ params: { id } });
  });
});
