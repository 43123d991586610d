/** What happens to attempts when the database goes away and comes back. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobRow } from '@yoto/storage';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startWorkerProcess } from './testing/worker-process.ts';
import { inState, oneYotoJob, type WorkerRig, workerRig } from './testing/worker-rig.ts';

let rig: WorkerRig;
beforeEach(async () => {
  rig = await workerRig();
});
afterEach(() => rig.close());

const started = (job: JobRow) => job.state === 'running' && job.step > 0;

/** Another job of the same sweep, trained in peace. */
async function calmResults(sweep: Parameters<WorkerRig['submit']>[0]): Promise<object> {
  const [calm] = (await rig.submit(sweep)) as [JobRow];
  await rig.waitFor(calm.id, inState('completed'));
  return rig.results(calm.id);
}

describe('while the database is away', () => {
  test.each([
    ['there is room on disk, training goes on', '256', 0],
    ['the spool is full, the trainer waits', '0.001', 1],
  ])('and %s; afterwards everything is there', async (_what, spoolMb) => {
    const sweep = rig.slowJob();
    const [job] = (await rig.submit(sweep)) as [JobRow];
    await rig.startWorker({ SPOOL_MB: spoolMb });
    await rig.waitFor(job.id, started);
    await rig.network.cut();
    await rig.hurry();
    await sleep(1500);
    const during = await rig.storage.jobs.get(job.id);
    expect(during.state).toBe('running');
    await rig.network.mend();
    const after = await rig.waitFor(job.id, inState('completed'));
    expect(after).toMatchObject({ attempt: 1, failures: 0 });
    expect(await rig.results(job.id)).toEqual(await calmResults(sweep));
    await rig.untilHandedOver();
  });

  test('a connection that is silent, too, holds up training for a moment only', async () => {
    const sweep = rig.slowJob();
    const [job] = (await rig.submit(sweep)) as [JobRow];
    await rig.startWorker();
    await rig.waitFor(job.id, started);
    rig.network.freeze();
    await rig.hurry();
    await sleep(2000);
    await rig.network.mend();
    await rig.waitFor(job.id, inState('completed'));
    expect((await rig.storage.jobs.get(job.id)).attempt).toBe(1);
    expect(await rig.results(job.id)).toEqual(await calmResults(sweep));
  });

  test('a worker is killed: the next one hands over what it left and the job goes on at once', async () => {
    const sweep = rig.slowJob(360);
    const [job] = (await rig.submit(sweep)) as [JobRow];
    const first = await startWorkerProcess(rig.environment({ HEARTBEAT_MS: '500' }));
    await rig.waitFor(job.id, started);
    await rig.network.cut();
    const before = (await rig.storage.checkpoints.list(job.id))[0]?.step ?? 0;
    await first.logged(/results wait on disk/);
    await sleep(1500);
    first.kill('SIGKILL');
    await first.ended;
    await rig.hurry();
    expect(await rig.spooled()).toEqual([`${job.id}.1`]);
    await rig.network.mend();
    await rig.startWorker();
    await rig.waitFor(job.id, (row) => row.attempt === 2);
    const [dead, next] = await rig.storage.jobs.attempts(job.id);
    expect(dead?.outcome).toBe('crashed');
    await rig.waitFor(job.id, inState('completed'));
    const [, resumed] = await rig.storage.jobs.attempts(job.id);
    // The checkpoints of the outage were not lost with the worker.
    expect(resumed?.resumedFromStep).toBeGreaterThan(before);
    expect(next?.startedAt.getTime()).toBeLessThan((dead?.finishedAt?.getTime() ?? 0) + 15_000);
    expect(await rig.results(job.id)).toEqual(await calmResults(sweep));
    await rig.untilHandedOver();
  });

  test('a worker that is asked to stop exits in time, and what it could not say is said at the next start', async () => {
    const [job] = (await rig.submit(oneYotoJob(5000, 20))) as [JobRow];
    const worker = await startWorkerProcess(rig.environment({ GRACE_MS: '5000' }));
    await rig.waitFor(job.id, started);
    await rig.network.cut();
    const asked = Date.now();
    worker.kill('SIGTERM');
    expect(await worker.ended).toEqual({ code: 0, signal: null });
    expect(Date.now() - asked).toBeLessThan(25_000);
    expect(await rig.spooled()).toEqual([`${job.id}.1`]);
    await rig.network.mend();
    const next = await rig.startWorker();
    await rig.waitFor(job.id, (row) => row.attempt === 2);
    const [first] = await rig.storage.jobs.attempts(job.id);
    expect(first?.outcome).toBe('preempted');
    await rig.storage.jobs.cancel(job.id);
    await next.stop();
  });
});
