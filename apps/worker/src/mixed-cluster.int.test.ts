import { requirementOf, whyNobody } from '@yoto/core';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fixedJobs, inState, type WorkerRig, workerRig } from './testing/worker-rig.ts';

let rig: WorkerRig;
beforeEach(async () => {
  rig = await workerRig();
});
afterEach(() => rig.close());

const attemptsOf = async (jobs: readonly { id: string }[]) =>
  (await Promise.all(jobs.map(({ id }) => rig.storage.jobs.attempts(id)))).flat();

test('a worker without the task is passed over, and leaves the messages to one that has it', async () => {
  const without = await rig.startWorker({ TASK_PACKAGES: '', WORKER_NAME: 'bare', QUARANTINE_AFTER: '1' });
  const jobs = await rig.submit(fixedJobs(5, 20));
  // It takes a message, finds nothing for it, and gives it back.
  await vi.waitFor(async () => expect(await rig.queue.counts()).toEqual({ waiting: 5, active: 0 }), {
    timeout: 60_000,
  });
  const [bare] = await rig.storage.workers.list(60_000);
  expect(whyNobody(bare ? [bare] : [], requirementOf(jobs[0]!.spec))).toMatch(
    /bare does not have the task "test-toy"/,
  );

  const able = await rig.startWorker();
  for (const { id } of jobs) await rig.waitFor(id, inState('completed'));
  const attempts = await attemptsOf(jobs);
  expect(attempts.map(({ workerId, outcome }) => [workerId, outcome])).toEqual(
    jobs.map(() => [able.workerId, 'completed']),
  );
  const workers = await rig.storage.workers.list(60_000);
  expect(workers.find(({ id }) => id === without.workerId)?.quarantinedAt).toBeNull();
});

test('jobs go to the workers that have what they ask for, and a worker on standby wakes up for its own', async () => {
  const north = await rig.startWorker({ WORKER_LABELS: 'site=north', DEVICE_MEMORY_MB: '1000' });
  const south = await rig.startWorker({ WORKER_LABELS: 'site=south' });
  const forSouth = await rig.submit({
    ...fixedJobs(2, 20),
    defaults: { steps: 20, requires: { labels: { site: 'south' }, engine: 'cpu' } },
  });
  for (const { id } of forSouth) await rig.waitFor(id, inState('completed'));
  const forNorth = await rig.submit({
    ...fixedJobs(2, 20),
    defaults: { steps: 20, requires: { labels: { site: 'north' }, minMemory: '1 GB' } },
  });
  for (const { id } of forNorth) await rig.waitFor(id, inState('completed'));
  const workersOf = async (jobs: readonly { id: string }[]) =>
    new Set((await attemptsOf(jobs)).map(({ workerId }) => workerId));
  expect(await workersOf(forSouth)).toEqual(new Set([south.workerId]));
  expect(await workersOf(forNorth)).toEqual(new Set([north.workerId]));
});
