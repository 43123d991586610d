import { registerWorker, submitJob, type TestStorage, testStorage } from '@yoto/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Storage } from './storage.ts';

let opened: TestStorage;
let storage: Storage;
beforeAll(async () => {
  opened = await testStorage();
  storage = opened.storage;
});
afterAll(() => opened.close());

const unknown = '00000000-0000-7000-8000-000000000000';

describe('checkpoints', () => {
  const checkpoint = (step: number, key = `checkpoints/${step}`) => ({
    step,
    key,
    sha256: `sha${step}`,
    bytes: 2 ** 33,
  });

  test('are listed newest first; one of the same step is replaced', async () => {
    const job = await submitJob(storage);
    await storage.jobs.claim(job.id, await registerWorker(storage));
    const attempt = { jobId: job.id, attempt: 1 };
    for (const step of [10, 20]) await storage.checkpoints.record(attempt, checkpoint(step));
    await storage.checkpoints.record(attempt, checkpoint(20, 'checkpoints/20-again'));
    expect(await storage.checkpoints.list(job.id)).toMatchObject([
      { ...checkpoint(20, 'checkpoints/20-again'), attempt: 1, createdAt: expect.any(Date) },
      checkpoint(10),
    ]);
  });

  test('pruning gives the keys that nothing refers to any more', async () => {
    const job = await submitJob(storage);
    await storage.jobs.claim(job.id, await registerWorker(storage));
    const attempt = { jobId: job.id, attempt: 1 };
    for (const step of [1, 2, 3]) await storage.checkpoints.record(attempt, checkpoint(step));
    await storage.checkpoints.record(attempt, checkpoint(4, 'checkpoints/2'));
    expect((await storage.checkpoints.prune(job.id, 2)).sort()).toEqual(['checkpoints/1']);
    expect((await storage.checkpoints.list(job.id)).map((row) => row.step)).toEqual([4, 3]);
    expect(await storage.checkpoints.prune(job.id, 2)).toEqual([]);
  });
});

describe('workers', () => {
  test('are listed while they give signs of life, with the jobs they run', async () => {
    const since = new Date(Date.now() - 1_000);
    const busy = await registerWorker(storage, 'busy');
    const idle = await registerWorker(storage, 'idle');
    const job = await submitJob(storage);
    await storage.jobs.claim(job.id, busy);
    await storage.workers.heartbeat(idle.workerId);
    const listed = await storage.workers.list(since);
    const find = (id: string) => listed.find((worker) => worker.id === id);
    expect(find(busy.workerId)).toMatchObject({ name: 'busy', runningJobIds: [job.id], stoppedAt: null });
    expect(find(idle.workerId)).toMatchObject({
      name: 'idle',
      runningJobIds: [],
      engine: 'wasm',
      concurrency: 1,
    });
    expect(listed.findIndex((worker) => worker.id === idle.workerId)).toBe(0);
    expect(await storage.workers.list(new Date(Date.now() + 1_000))).toEqual([]);
    await storage.jobs.complete({ jobId: job.id, attempt: 1 });
    await storage.workers.stop(busy.workerId);
    await storage.workers.stop(busy.workerId);
    const stopped = (await storage.workers.list(since)).find((worker) => worker.id === busy.workerId);
    expect(stopped).toMatchObject({ runningJobIds: [], stoppedAt: expect.any(Date) });
  });

  test('an unknown one is told', async () => {
    for (const id of [unknown, 'x']) {
      await expect(storage.workers.heartbeat(id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(storage.workers.stop(id)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe('events', () => {
  test('newest first, of a job and of its sweep', async () => {
    const job = await submitJob(storage);
    await storage.events.add({ sweepId: job.sweepId, jobId: job.id, type: 'note', message: 'one' });
    await storage.events.add({ sweepId: job.sweepId, type: 'note', message: 'two' });
    expect((await storage.events.ofJob(job.id, 10)).map((event) => event.message)).toEqual(['one']);
    const ofSweep = await storage.events.ofSweep(job.sweepId, 2);
    expect(ofSweep.map((event) => event.message)).toEqual(['two', 'one']);
    expect(typeof ofSweep[0]!.id).toBe('string');
  });

  test('of an unknown sweep are refused', async () => {
    const event = { type: 'note', message: 'x' };
    await expect(storage.events.add({ ...event, sweepId: unknown })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(storage.events.add({ ...event, jobId: 'x' })).rejects.toMatchObject({ code: 'not_found' });
  });
});
