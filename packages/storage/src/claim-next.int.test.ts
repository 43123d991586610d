/** Who gets the next slot: no sweep starves another, and no job is given twice. */
import type { SweepSpecInput } from '@yoto/core';
import { claimDue, registerWorker, submitJob, submitSweep } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import pg from 'pg';
import { beforeEach, describe, expect, test } from 'vitest';
import type { JobRow } from './storage.ts';

const rig = useTestStorage();
let worker: Awaited<ReturnType<typeof registerWorker>>;
beforeEach(async () => {
  worker = await registerWorker(rig.storage);
});

const ref = (job: JobRow) => ({ jobId: job.id, attempt: job.attempt });
const complete = (job: JobRow) => rig.storage.jobs.complete(ref(job));
/** A sweep of that many jobs; `submitSweep` makes five a seed. */
const sweepOf = async (jobs: number, defaults = {}) => {
  const seeds = Array.from({ length: jobs }, (_, i) => i);
  const groups = [{ kind: 'fixed' as const, name: 'one', lambdas: { 'near-b': [1] } }];
  return (await submitSweep(rig.storage, { groups, defaults: { seeds, ...defaults } })).sweep.id;
};

describe('fairness', () => {
  test('one slot goes to a long and a later short sweep in turn, each in plan order', async () => {
    const long = await sweepOf(20);
    for (let i = 0; i < 3; i++) await complete(await claimDue(rig.storage, worker));
    const short = await sweepOf(3);
    const served: JobRow[] = [];
    for (let i = 0; i < 8; i++) {
      served.push(await claimDue(rig.storage, worker));
      await complete(served[i]!);
    }
    expect(served.map((job) => job.sweepId)).toEqual([short, long, short, long, short, long, long, long]);
    const indexesOf = (sweep: string) =>
      served.filter((job) => job.sweepId === sweep).map((job) => job.index);
    expect(indexesOf(short)).toEqual([0, 1, 2]);
    expect(indexesOf(long)).toEqual([3, 4, 5, 6, 7]);
  });

  test('many slots are shared equally, whatever order they come free in', async () => {
    const sweeps = [await sweepOf(40), await sweepOf(40), await sweepOf(40)];
    const running: JobRow[] = [];
    const shares = () => sweeps.map((sweep) => running.filter((job) => job.sweepId === sweep).length);
    for (let i = 0; i < 9; i++) running.push(await claimDue(rig.storage, worker));
    expect(shares()).toEqual([3, 3, 3]);
    // Two of one sweep end: its share comes back to it, not to the others.
    for (let i = 0; i < 2; i++) {
      await complete(running.find((job) => job.sweepId === sweeps[1])!);
      running.splice(
        running.findIndex((job) => job.sweepId === sweeps[1]),
        1,
      );
    }
    for (let i = 0; i < 2; i++) running.push(await claimDue(rig.storage, worker));
    expect(shares()).toEqual([3, 3, 3]);
  });

  test('slots that come free at the same moment are shared as well', async () => {
    const sweeps = [await sweepOf(20), await sweepOf(20)];
    const claimed = await Promise.all(Array.from({ length: 10 }, () => claimDue(rig.storage, worker)));
    expect(sweeps.map((sweep) => claimed.filter((job) => job.sweepId === sweep).length)).toEqual([5, 5]);
  });

  test('a pausing job still counts: it holds its slot', async () => {
    const first = await sweepOf(5);
    await rig.storage.jobs.pause((await claimDue(rig.storage, worker)).id);
    const second = await sweepOf(5);
    expect((await claimDue(rig.storage, worker)).sweepId).toBe(second);
    expect((await claimDue(rig.storage, worker)).sweepId).toBe(first);
  });

  test('priority comes before fairness, within a sweep and between sweeps', async () => {
    const low = await sweepOf(3, { priority: -1 });
    const high = await sweepOf(3, { priority: 7 });
    const normal = await sweepOf(1);
    const served: string[] = [];
    for (let i = 0; i < 7; i++) served.push((await claimDue(rig.storage, worker)).sweepId);
    expect(served).toEqual([high, high, high, normal, low, low, low]);
  });
});

describe('what is passed over', () => {
  test('paused, cancelled and not yet due jobs', async () => {
    const delayed = await submitJob(rig.storage, { priority: 9, retry: { backoffMs: 60_000 } });
    await rig.storage.jobs.end(ref(await claimDue(rig.storage, worker)), { outcome: 'failed' });
    const paused = await submitJob(rig.storage, { priority: 8 });
    const cancelled = await submitJob(rig.storage, { priority: 7 });
    await rig.storage.jobs.pause(paused.id);
    await rig.storage.jobs.cancel(cancelled.id);
    const job = await submitJob(rig.storage);
    expect((await claimDue(rig.storage, worker)).id).toBe(job.id);
    expect(await rig.storage.jobs.claimNext(worker)).toBeUndefined();
    await rig.storage.jobs.resume(paused.id);
    expect((await claimDue(rig.storage, worker)).id).toBe(paused.id);
    expect(await rig.storage.jobs.claimNext(worker)).toBeUndefined();
    expect((await rig.storage.jobs.get(delayed.id)).state).toBe('queued');
  });

  test('a job whose time has come is not', async () => {
    const job = await submitJob(rig.storage, { retry: { backoffMs: 60_000 } });
    await rig.storage.jobs.end(ref(await claimDue(rig.storage, worker)), { outcome: 'failed' });
    expect(await rig.storage.jobs.claimNext(worker)).toBeUndefined();
    await rig.letTimePass(120_000);
    expect(await claimDue(rig.storage, worker)).toMatchObject({ id: job.id, attempt: 2 });
  });
});

describe('at the same time', () => {
  test('twenty claims on fifty jobs give twenty different ones', async () => {
    for (let i = 0; i < 5; i++) await sweepOf(10);
    const workers = await Promise.all(Array.from({ length: 20 }, () => registerWorker(rig.storage)));
    const claimed = await Promise.all(workers.map((one) => claimDue(rig.storage, one)));
    expect(new Set(claimed.map((job) => job.id)).size).toBe(20);
    expect(claimed.map((job) => job.workerId)).toEqual(workers.map((one) => one.workerId));
    expect((await rig.storage.jobs.list({ state: 'running' }, { limit: 100 })).rows).toHaveLength(20);
  });

  test('with a sweep that is being cancelled nothing is lost and nothing fails', async () => {
    const going = await sweepOf(15);
    const staying = await sweepOf(15);
    const claims = Array.from({ length: 30 }, () => rig.storage.jobs.claimNext(worker));
    const [cancelled, ...claimed] = await Promise.all([rig.storage.sweeps.cancel(going), ...claims]);
    expect(cancelled).toHaveLength(15);
    const ofStaying = claimed.filter((job) => job?.sweepId === staying);
    expect(new Set(ofStaying.map((job) => job?.id)).size).toBe(15);
  });
});

test('a worker that is stopped in the middle of its claim holds nobody up for long', async () => {
  const job = await submitJob(rig.storage);
  const stopped = new pg.Client(rig.database.url);
  stopped.on('error', () => {});
  await stopped.connect();
  await stopped.query('begin; set local idle_in_transaction_session_timeout = 500');
  await stopped.query("select pg_advisory_xact_lock(7240501, hashtext('public'))");
  const before = Date.now();
  expect((await claimDue(rig.storage, worker)).id).toBe(job.id);
  expect(Date.now() - before).toBeGreaterThan(300);
  await stopped.end();
});

describe('what a worker lacks', () => {
  const able = { tasks: [{ id: 'test-toy', version: 1 }], engineClass: 'gpu', memoryBytes: 24e9 } as const;
  const claimant = async (has: Partial<Parameters<typeof rig.storage.workers.register>[0]>) => {
    const given = { ...able, tasks: [...able.tasks], ...has };
    return registerWorker(rig.storage, 'one', given);
  };
  const asking = (requires: NonNullable<SweepSpecInput['defaults']>['requires']) =>
    sweepOf(2, requires === undefined ? {} : { requires });

  test('is passed over, and what it can run comes in its turn', async () => {
    await asking({ engine: 'cpu' });
    await asking({ labels: { site: 'north', card: 'h100' } });
    await asking({ minMemory: '80 GB' });
    const mine = await asking({ engine: 'gpu', labels: { site: 'north' }, minMemory: '24 GB' });
    const one = await claimant({ labels: { site: 'north', card: 'a100' } });
    expect((await claimDue(rig.storage, one)).sweepId).toBe(mine);
    expect((await claimDue(rig.storage, one)).sweepId).toBe(mine);
    expect(await rig.storage.jobs.waiting(one.workerId)).toEqual({ forIt: false, forOthers: true });
    expect(await rig.storage.jobs.claimNext(one)).toBeUndefined();
  });

  test('a task, or a version of it', async () => {
    await asking(undefined);
    for (const tasks of [[], [{ id: 'test-toy', version: 2 }]]) {
      const one = await claimant({ tasks });
      expect(await rig.storage.jobs.claimNext(one)).toBeUndefined();
      expect(await rig.storage.jobs.waiting(one.workerId)).toEqual({ forIt: false, forOthers: true });
    }
    expect(await claimDue(rig.storage, await claimant({}))).toMatchObject({ attempt: 1 });
  });

  test('within a sweep the plan order holds among groups that ask for different things', async () => {
    const group = (name: string, requires?: { labels: Record<string, string> }) => ({
      kind: 'fixed' as const,
      name,
      lambdas: { 'near-b': [1] },
      ...(requires ? { requires } : {}),
    });
    const groups = [
      group('a', { labels: { x: '1' } }),
      group('b'),
      group('c', { labels: { x: '2' } }),
      group('d'),
    ];
    await submitSweep(rig.storage, { groups, defaults: { seeds: [0] } });
    const one = await claimant({ labels: { x: '1' } });
    const served = [];
    for (let i = 0; i < 3; i++) served.push((await claimDue(rig.storage, one)).spec.group);
    expect(served).toEqual(['a', 'b', 'd']);
  });

  test('a sweep says what its queued jobs need, and how many they are', async () => {
    const sweep = await asking({ engine: 'cpu' });
    const task = { id: 'test-toy', version: 1 };
    expect((await rig.storage.sweeps.get(sweep)).queued).toEqual([
      { requirement: { task, engine: 'cpu' }, jobs: 2 },
    ]);
  });
});
