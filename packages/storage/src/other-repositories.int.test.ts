import {
  claimDue,
  registerWorker,
  submitJob,
  submitSweep,
  type TestStorage,
  testStorage,
} from '@yoto/testkit';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Storage } from './storage.ts';

let opened: TestStorage;
let storage: Storage;
beforeAll(async () => {
  opened = await testStorage();
  storage = opened.storage;
});
afterAll(() => opened.close());
beforeEach(() => opened.clear());

const unknown = '00000000-0000-7000-8000-000000000000';

describe('checkpoints', () => {
  const checkpoint = (step: number, key = `checkpoints/${step}`) => ({
    step,
    key,
    sha256: `sha${step}`,
    bytes: 2 ** 33,
    score: 0.5,
  });

  test('are listed newest first; one of the same step is replaced', async () => {
    const job = await submitJob(storage);
    await claimDue(storage, await registerWorker(storage));
    const attempt = { jobId: job.id, attempt: 1 };
    for (const step of [10, 20]) await storage.checkpoints.record(attempt, checkpoint(step));
    await storage.checkpoints.record(attempt, checkpoint(20, 'checkpoints/20-again'));
    expect(await storage.checkpoints.list(job.id)).toMatchObject([
      { ...checkpoint(20, 'checkpoints/20-again'), attempt: 1, createdAt: expect.any(Date) },
      checkpoint(10),
    ]);
  });

  test('pruning keeps the newest and the best, and gives the keys that nothing refers to any more', async () => {
    const job = await submitJob(storage);
    await claimDue(storage, await registerWorker(storage));
    const attempt = { jobId: job.id, attempt: 1 };
    const scores = [0.9, 0.1, Number.NaN, null, 0.3, 0.1, 0.2];
    for (const [step, score] of scores.entries()) {
      await storage.checkpoints.record(attempt, { ...checkpoint(step), score });
    }
    const stored = await storage.checkpoints.list(job.id);
    expect(stored.map((row) => row.score)).toEqual([0.2, 0.1, 0.3, null, null, 0.1, 0.9]);
    const gone = await storage.checkpoints.prune(job.id, 1);
    expect(gone.sort()).toEqual([0, 1, 2, 3, 4].map((step) => `checkpoints/${step}`));
    expect((await storage.checkpoints.list(job.id)).map((row) => row.step)).toEqual([6, 5]);
    expect(await storage.checkpoints.prune(job.id, 1)).toEqual([]);
    await storage.checkpoints.record(attempt, checkpoint(7, 'checkpoints/6'));
    expect(await storage.checkpoints.prune(job.id, 1)).toEqual([]);
    expect((await storage.checkpoints.list(job.id)).map((row) => row.step)).toEqual([7, 5]);
  });
});

describe('artifacts', () => {
  const manyKeys = Array.from({ length: 10_000 }, (_, i) => `other/${i}`);
  const artifact = (name: string, key = `models/${name}`) => ({
    name,
    key,
    mediaType: 'application/octet-stream',
    sha256: `sha of ${key}`,
    bytes: 2 ** 33,
  });

  test('are listed by name; a later attempt replaces one of the same name', async () => {
    const job = await submitJob(storage);
    const worker = await registerWorker(storage);
    await claimDue(storage, worker);
    const first = { jobId: job.id, attempt: 1 };
    for (const name of ['model', 'arrays']) await storage.artifacts.record(first, artifact(name));
    await storage.jobs.end(first, { outcome: 'preempted' });
    await claimDue(storage, worker);
    await storage.jobs.pause(job.id);
    await storage.artifacts.record({ ...first, attempt: 2 }, artifact('model', 'models/again'));
    expect(await storage.artifacts.list(job.id)).toEqual([
      { ...artifact('arrays'), jobId: job.id, attempt: 1, createdAt: expect.any(Date) },
      { ...artifact('model', 'models/again'), jobId: job.id, attempt: 2, createdAt: expect.any(Date) },
    ]);
    expect(await storage.artifacts.get(job.id, 'arrays')).toMatchObject(artifact('arrays'));
    await expect(storage.artifacts.get(job.id, 'none')).rejects.toMatchObject({ code: 'not_found' });
    await expect(storage.artifacts.get('x', 'model')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('of many keys, those that a checkpoint or an artifact refers to', async () => {
    const job = await submitJob(storage);
    await claimDue(storage, await registerWorker(storage));
    const attempt = { jobId: job.id, attempt: 1 };
    await storage.artifacts.record(attempt, artifact('model'));
    const row = { step: 1, key: 'checkpoints/1', sha256: 's', bytes: 1, score: null };
    await storage.checkpoints.record(attempt, row);
    const keys = ['models/model', 'checkpoints/1', 'checkpoints/2', ...manyKeys];
    expect(await storage.artifacts.referenced(keys)).toEqual(new Set(['models/model', 'checkpoints/1']));
    expect(await storage.artifacts.referenced([])).toEqual(new Set());
  });
});

describe('what reports tell of a sweep', () => {
  test('its files, in plan order, as far as asked for', async () => {
    const { sweep, jobs } = await submitSweep(storage);
    const worker = await registerWorker(storage);
    for (const name of ['pictures/b.png', 'pictures/a.png']) {
      for (const { id } of jobs.slice(0, 2)) {
        const { attempt } = name.includes('b') ? await claimDue(storage, worker) : { attempt: 1 };
        const file = { name, mediaType: 'image/png', key: `${id}/${name}`, sha256: 's', bytes: 1 };
        await storage.artifacts.record({ jobId: id, attempt }, file);
      }
    }
    const [first, second] = jobs.map((job) => job.id);
    const listed = await storage.artifacts.ofSweep(sweep.id, 3);
    expect(listed.map(({ jobId, name }) => [jobId, name])).toEqual([
      [first, 'pictures/a.png'],
      [first, 'pictures/b.png'],
      [second, 'pictures/a.png'],
    ]);
    expect(listed[0]).not.toHaveProperty('job');
    const few = await storage.artifacts.ofSweep(sweep.id, 3, { without: 'pictures/a' });
    expect(few.map(({ name }) => name)).toEqual(['pictures/b.png', 'pictures/b.png']);
    const named = await storage.artifacts.namedInSweep(sweep.id, 'pictures/b.png');
    expect(named.map(({ jobId, name }) => [jobId, name])).toEqual([
      [first, 'pictures/b.png'],
      [second, 'pictures/b.png'],
    ]);
    expect(await storage.artifacts.namedInSweep(sweep.id, 'pictures/')).toEqual([]);
  });

  test('the devices that its jobs used, by job and all together', async () => {
    const { sweep, jobs } = await submitSweep(storage);
    const a = await registerWorker(storage);
    const job = await claimDue(storage, a);
    await storage.jobs.end({ jobId: job.id, attempt: 1 }, { outcome: 'preempted' });
    await claimDue(storage, { ...a, device: 'gpu' });
    const use = await storage.jobs.deviceUseOfSweep(sweep.id);
    expect([...use.keys()]).toEqual([jobs[0]?.id]);
    expect(use.get(job.id)).toEqual({ seconds: expect.any(Number), devices: ['cpu', 'gpu'] });
    const machines = await storage.jobs.machinesOfSweep(sweep.id);
    expect(machines.map(({ device, attempts, jobs }) => [device, attempts, jobs]).sort()).toEqual([
      ['cpu', 1, 1],
      ['gpu', 1, 1],
    ]);
    expect(machines[0]).toMatchObject({ engine: 'wasm', engineVersion: '4.22.0', workerVersion: '0.1.0' });
  });

  test('the versions of the engine that its jobs used; an attempt from before they were recorded has none', async () => {
    const { sweep } = await submitSweep(storage);
    const worker = await registerWorker(storage);
    const old = await claimDue(storage, worker);
    await claimDue(storage, { ...worker, engineVersion: '4.21.0' });
    await claimDue(storage, worker);
    const client = new pg.Client({ connectionString: opened.database.url });
    await client.connect();
    await client.query('update attempts set engine_version = null where job_id = $1', [old.id]);
    await client.end();
    const machines = await storage.jobs.machinesOfSweep(sweep.id);
    const versions = machines.map(({ engine, engineVersion, jobs }) => [engine, engineVersion, jobs]);
    expect(versions).toHaveLength(3);
    expect(versions).toEqual(
      expect.arrayContaining([
        ['wasm', null, 1],
        ['wasm', '4.21.0', 1],
        ['wasm', '4.22.0', 1],
      ]),
    );
    expect(await storage.jobs.attempts(old.id)).toMatchObject([{ engine: 'wasm', engineVersion: null }]);
  });

  test('a key that changes with its jobs and their evaluations, and with nothing else', async () => {
    const { sweep, jobs } = await submitSweep(storage);
    const keys = [await storage.sweeps.stateKey(sweep.id)];
    const changed = async () => {
      keys.push(await storage.sweeps.stateKey(sweep.id));
      expect(new Set(keys).size).toBe(keys.length);
    };
    const { id: jobId, spec } = await claimDue(storage, await registerWorker(storage));
    await changed();
    const [lambda = {}] = spec.evaluation.lambdas;
    const point = { lambda, losses: { 'near-a': 1 }, metrics: {}, examples: 1 };
    for (const step of [10, 20]) {
      await storage.points.writeEvaluations({ jobId, attempt: 1 }, [{ ...point, step }]);
      await changed();
    }
    await storage.points.writeMetrics({ jobId, attempt: 1 }, [{ name: 'loss', step: 1, value: 1 }]);
    await storage.jobs.heartbeat([{ jobId, attempt: 1, step: 15 }]);
    await submitSweep(storage);
    expect(await storage.sweeps.stateKey(sweep.id)).toBe(keys.at(-1));
    await storage.jobs.complete({ jobId, attempt: 1 });
    await changed();
    await storage.jobs.cancel(jobs[1]!.id);
    await changed();
    for (const id of [unknown, 'x']) {
      await expect(storage.sweeps.stateKey(id)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});

describe('workers', () => {
  test('are listed while they give signs of life, with the jobs they run', async () => {
    const busy = await registerWorker(storage, 'busy');
    const idle = await registerWorker(storage, 'idle');
    const job = await submitJob(storage);
    await claimDue(storage, busy);
    expect(await storage.workers.heartbeat(idle.workerId)).toEqual({ quarantined: false });
    const listed = await storage.workers.list(60_000);
    const find = (id: string) => listed.find((worker) => worker.id === id);
    expect(find(busy.workerId)).toMatchObject({ name: 'busy', runningJobIds: [job.id], stoppedAt: null });
    expect(find(busy.workerId)?.silentForMs).toBeGreaterThanOrEqual(find(idle.workerId)?.silentForMs ?? 0);
    expect(find(idle.workerId)).toMatchObject({
      name: 'idle',
      runningJobIds: [],
      engine: 'wasm',
      concurrency: 1,
    });
    expect(listed.findIndex((worker) => worker.id === idle.workerId)).toBe(0);
    expect(await storage.workers.list(-1000)).toEqual([]);
    await storage.jobs.complete({ jobId: job.id, attempt: 1 });
    await storage.workers.stop(busy.workerId);
    await storage.workers.stop(busy.workerId);
    const stopped = (await storage.workers.list(60_000)).find((worker) => worker.id === busy.workerId);
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
