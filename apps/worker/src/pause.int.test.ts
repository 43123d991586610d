import type { JobRow } from '@yoto/storage';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inState, oneYotoJob, type WorkerRig, workerRig } from './testing/worker-rig.ts';

let rig: WorkerRig;
beforeEach(async () => {
  rig = await workerRig();
});
afterEach(() => rig.close());

describe('pausing', () => {
  test('a running job is checkpointed and paused long before the next heartbeat, and resumed ends the same', async () => {
    const sweep = rig.slowJob();
    const [job] = (await rig.submit(sweep)) as [JobRow];
    await rig.startWorker({ HEARTBEAT_MS: '60000' });
    await rig.waitFor(job.id, async ({ id }) => (await rig.storage.points.metricNames(id)).length > 0);
    const asked = Date.now();
    expect((await rig.storage.jobs.pause(job.id)).state).toBe('pausing');
    const paused = await rig.waitFor(job.id, inState('paused'));
    expect(Date.now() - asked).toBeLessThan(20_000);
    expect(paused).toMatchObject({ attempt: 1, failures: 0 });
    expect(await rig.storage.jobs.attempts(job.id)).toMatchObject([{ outcome: 'paused' }]);
    const checkpoint = (await rig.storage.checkpoints.list(job.id))[0]?.step;
    expect(checkpoint).toBeGreaterThan(0);

    await rig.hurry();
    const resumed = await rig.storage.jobs.resume(job.id);
    expect(resumed.state).toBe('queued');
    await rig.queue.enqueue([{ jobId: job.id, attempt: 2, priority: 0, notBefore: null }]);
    await rig.waitFor(job.id, inState('completed'));
    const [, second] = await rig.storage.jobs.attempts(job.id);
    expect(second?.resumedFromStep).toBe(checkpoint);
    const [calm] = (await rig.submit(sweep)) as [JobRow];
    await rig.waitFor(calm.id, inState('completed'));
    expect(await rig.results(job.id)).toEqual(await rig.results(calm.id));
  });

  test('a job that is resumed while it is still pausing is queued again by its worker', async () => {
    const [job] = (await rig.submit(oneYotoJob(5000, 400))) as [JobRow];
    await rig.startWorker();
    await rig.waitFor(job.id, (row) => row.step > 0);
    await rig.storage.jobs.pause(job.id);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await rig.storage.jobs.resume(job.id);
    // Whether the trainer was asked in that moment or not, the job goes on.
    const later = await rig.waitFor(job.id, (row) => row.state === 'running' && row.step > 3);
    expect(['running', 'pausing']).toContain(later.state);
    await rig.storage.jobs.cancel(job.id);
  });

  test('a trainer that does not stop is ended by force, and the job is paused all the same', async () => {
    const [job] = (await rig.submit(oneYotoJob(5000, 60_000))) as [JobRow];
    await rig.startWorker({ GRACE_MS: '500' });
    await rig.waitFor(job.id, inState('running'));
    await rig.storage.jobs.pause(job.id);
    const paused = await rig.waitFor(job.id, inState('paused'));
    expect(paused.failures).toBe(0);
  });
});
