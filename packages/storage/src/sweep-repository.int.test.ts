import { claimDue, crowdAround, plannedSweep, registerWorker, submitSweep } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import { expect, test } from 'vitest';

const rig = useTestStorage();

const none = { queued: 0, running: 0, pausing: 0, paused: 0, completed: 0, failed: 0, cancelled: 0 };

test('a new sweep is stored with its jobs', async () => {
  const { spec, plan } = plannedSweep({ name: 'first', description: 'ünïcode 🙂' });
  const { sweep } = await rig.storage.sweeps.create(spec, plan);
  expect(sweep).toMatchObject({
    name: 'first',
    taskId: 'test-toy',
    datasetId: 'two-points',
    spec,
    cancelledAt: null,
  });
  expect(sweep).toMatchObject({ jobCounts: { ...none, queued: 5 }, totalSteps: 100, doneSteps: 0 });
  expect(await rig.storage.sweeps.get(sweep.id)).toEqual(sweep);
  const jobs = await rig.storage.jobs.ofSweep(sweep.id);
  expect(jobs.map((job) => job.spec)).toEqual(plan.jobs);
  expect(await rig.storage.events.ofSweep(sweep.id, 10)).toMatchObject([
    { type: 'submitted', message: 'Submitted with 5 jobs', jobId: null },
  ]);
});

test('jobs of several statements lie in plan order, and are given back as they were planned', async () => {
  const seeds = Array.from({ length: 251 }, (_, seed) => seed);
  const { spec, plan } = plannedSweep({
    defaults: { seeds },
    groups: [
      { kind: 'fixed', name: 'grid', lambdas: { 'near-b': [0.1, 10] }, interpolation: true },
      { kind: 'yoto', name: 'yoto', labels: { of: 'yoto' } },
    ],
  });
  const { sweep, jobs } = await rig.storage.sweeps.create(spec, plan);
  const stored = await rig.storage.jobs.ofSweep(sweep.id);
  expect(stored.map((job) => job.spec)).toEqual(plan.jobs);
  expect(jobs).toEqual(
    stored.map(({ id, spec, state, attempt, notBefore }) => ({ id, spec, state, attempt, notBefore })),
  );
});

test('counts and steps follow the jobs', async () => {
  const { sweep, jobs } = await submitSweep(rig.storage);
  const worker = await registerWorker(rig.storage);
  for (const _job of jobs.slice(0, 3)) await claimDue(rig.storage, worker);
  await rig.storage.jobs.complete({ jobId: jobs[0]!.id, attempt: 1 });
  await rig.storage.jobs.end({ jobId: jobs[1]!.id, attempt: 1 }, { outcome: 'diverged' });
  await rig.storage.jobs.heartbeat([{ jobId: jobs[2]!.id, attempt: 1, step: 7 }]);
  expect(await rig.storage.sweeps.get(sweep.id)).toMatchObject({
    jobCounts: { queued: 2, running: 1, completed: 1, failed: 1, cancelled: 0 },
    doneSteps: 27,
  });
});

test('pages hold every sweep once, newest first', async () => {
  const made = [];
  for (let i = 0; i < 5; i++) made.unshift((await submitSweep(rig.storage)).sweep.id);
  const first = await rig.storage.sweeps.list({ limit: 3 });
  const second = await rig.storage.sweeps.list({ limit: 3, cursor: first.nextCursor! });
  expect([...first.rows, ...second.rows].slice(0, 5).map((sweep) => sweep.id)).toEqual(made);
  expect(first.rows[0]!.jobCounts).toEqual({ ...none, queued: 5 });
  await expect(rig.storage.sweeps.list({ limit: 3, cursor: 'x' })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

test('a sweep is found among all by its name, or else by the beginning of its id', async () => {
  const { sweep: old } = await submitSweep(rig.storage, { name: 'old' });
  const { sweep: twin } = await submitSweep(rig.storage, { name: 'old' });
  await crowdAround(rig.database, old.id, 600);
  const found = async (reference: string, limit = 3) =>
    (await rig.storage.sweeps.list({ limit }, { reference })).rows.map(({ id }) => id);
  expect(await found('old')).toEqual([twin.id, old.id]);
  expect(await found('crowd 7')).toEqual(['ffffffff-ffff-4fff-8fff-000000000007']);
  for (const end of [36, 30, 24]) {
    expect(await found(old.id.slice(0, end).toUpperCase())).toEqual([old.id]);
  }
  // Everything of the crowd begins so: the newest come first, in pages.
  const page = await rig.storage.sweeps.list({ limit: 2 }, { reference: 'ffffffff-ffff' });
  expect(page.rows.map(({ name }) => name)).toEqual(['crowd 600', 'crowd 599']);
  const next = await rig.storage.sweeps.list(
    { limit: 1, cursor: page.nextCursor! },
    { reference: 'ffffffff-ffff' },
  );
  expect(next.rows.map(({ name }) => name)).toEqual(['crowd 598']);
  for (const nothing of ['ol', 'OLD', 'old ', 'fff', 'ffff0', 'ffffffffffff', '%', old.id.slice(1)]) {
    expect([nothing, await found(nothing)]).toEqual([nothing, []]);
  }
});

test('a name that looks like the beginning of an id is a name', async () => {
  const { sweep } = await submitSweep(rig.storage, { name: 'ffff' });
  await crowdAround(rig.database, sweep.id, 2);
  const { rows } = await rig.storage.sweeps.list({ limit: 3 }, { reference: 'ffff' });
  expect(rows.map(({ id }) => id)).toEqual([sweep.id]);
});

test('cancelling reaches every job that is not at its end, once', async () => {
  const { sweep, jobs } = await submitSweep(rig.storage);
  const worker = await registerWorker(rig.storage);
  for (const _job of jobs.slice(0, 2)) await claimDue(rig.storage, worker);
  await rig.storage.jobs.complete({ jobId: jobs[0]!.id, attempt: 1 });
  const cancelled = await rig.storage.sweeps.cancel(sweep.id);
  expect(cancelled.map((job) => job.id).sort()).toEqual(
    jobs
      .slice(1)
      .map((job) => job.id)
      .sort(),
  );
  const after = await rig.storage.sweeps.get(sweep.id);
  expect(after.jobCounts).toEqual({ ...none, completed: 1, cancelled: 4 });
  expect(after.cancelledAt).toBeInstanceOf(Date);
  expect(await rig.storage.sweeps.cancel(sweep.id)).toEqual([]);
  expect(await rig.storage.sweeps.get(sweep.id)).toEqual(after);
  expect(await rig.storage.jobs.attempts(jobs[1]!.id)).toMatchObject([{ outcome: 'cancelled' }]);
  const types = (await rig.storage.events.ofSweep(sweep.id, 100)).map((event) => event.type);
  expect(types.filter((type) => type === 'cancelled')).toHaveLength(5);
});

test('cancelling while workers beat and claim ends with everything cancelled', async () => {
  const { sweep, jobs } = await submitSweep(rig.storage, { defaults: { seeds: [1, 2, 3, 4, 5, 6, 7, 8] } });
  const worker = await registerWorker(rig.storage);
  const work = jobs.map(async () => {
    const running = await rig.storage.jobs.claimNext(worker);
    if (!running) return;
    for (let step = 1; step <= 5; step++) {
      await rig.storage.jobs.heartbeat(jobs.map(({ id }) => ({ jobId: id, attempt: 1, step })).reverse());
    }
  });
  const cancelled = rig.storage.sweeps.cancel(sweep.id);
  await Promise.all([...work, cancelled]);
  expect((await rig.storage.sweeps.get(sweep.id)).jobCounts).toEqual({ ...none, cancelled: 40 });
  expect(await cancelled).toHaveLength(40);
});

test('the largest sweep is stored and cancelled in seconds', { timeout: 60_000 }, async () => {
  const seeds = Array.from({ length: 1000 }, (_, i) => i);
  const { sweep } = await submitSweep(rig.storage, { defaults: { seeds, steps: 100_000 } });
  expect(sweep).toMatchObject({ jobCounts: { ...none, queued: 5000 }, totalSteps: 500_000_000 });
  expect(await rig.storage.sweeps.cancel(sweep.id)).toHaveLength(5000);
});

test('an unknown sweep is told', async () => {
  for (const id of ['00000000-0000-7000-8000-000000000000', 'x']) {
    await expect(rig.storage.sweeps.get(id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(rig.storage.sweeps.cancel(id)).rejects.toMatchObject({ code: 'not_found' });
  }
});
