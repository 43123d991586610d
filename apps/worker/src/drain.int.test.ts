import type { JobRow } from '@yoto/storage';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fixedJobs, inState, type WorkerRig, workerRig } from './testing/worker-rig.ts';

let rig: WorkerRig;
beforeEach(async () => {
  rig = await workerRig();
});
afterEach(() => rig.close());

const stateOf = async (id: string) => (await rig.storage.jobs.get(id)).state;

describe('a drained worker', () => {
  test('lets its job run to the end, takes no other, and takes it once that is undone', async () => {
    const [running] = (await rig.submit(rig.slowJob())) as [JobRow];
    const { workerId } = await rig.startWorker({ HEARTBEAT_MS: '60000' });
    await rig.waitFor(running.id, (job) => job.step > 0 || job.state === 'running');
    await rig.storage.workers.drain(workerId, false);
    const [waiting] = (await rig.submit(fixedJobs(1, 5))) as [JobRow];
    await rig.hurry();
    const done = await rig.waitFor(running.id, inState('completed'));
    expect(done).toMatchObject({ attempt: 1 });
    await rig.reconcile();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await stateOf(waiting.id)).toBe('queued');
    await rig.storage.workers.undrain(workerId);
    await rig.waitFor(waiting.id, inState('completed'));
  });

  test('that hands over gives its job back with a checkpoint, and another worker goes on from there', async () => {
    const [job] = (await rig.submit(rig.slowJob())) as [JobRow];
    const { workerId } = await rig.startWorker({ HEARTBEAT_MS: '60000' });
    await rig.waitFor(job.id, async ({ id }) => (await rig.storage.points.metricNames(id)).length > 0);
    await rig.storage.workers.drain(workerId, true);
    expect(await rig.waitFor(job.id, inState('queued'))).toMatchObject({ attempt: 1, failures: 0 });
    const checkpoint = (await rig.storage.checkpoints.list(job.id))[0]?.step;
    expect(checkpoint).toBeGreaterThan(0);
    await rig.hurry();
    const other = await rig.startWorker();
    await rig.waitFor(job.id, inState('completed'));
    const attempts = await rig.storage.jobs.attempts(job.id);
    expect(attempts).toMatchObject([
      { outcome: 'preempted', workerId },
      { outcome: 'completed', workerId: other.workerId, resumedFromStep: checkpoint },
    ]);
    // It is still there, and does nothing.
    await vi.waitFor(async () => {
      const drained = (await rig.storage.workers.list(60_000)).find(({ id }) => id === workerId);
      expect(drained).toMatchObject({ stoppedAt: null, runningJobs: [] });
    });
  });
});
