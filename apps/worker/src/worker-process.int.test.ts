/** The worker as a process: what signals do to it, and what is left when it is gone. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobRow } from '@yoto/storage';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waitForTrainers } from './testing/trainer-processes.ts';
import { startWorkerProcess } from './testing/worker-process.ts';
import { inState, oneYotoJob, type WorkerRig, workerRig } from './testing/worker-rig.ts';

let rig: WorkerRig;
beforeEach(async () => {
  rig = await workerRig();
});
afterEach(() => rig.close());

const started = (job: JobRow) => job.state === 'running' && job.step > 0;

describe('a worker process', () => {
  test('hands its job back on SIGTERM and exits with 0', async () => {
    const [job] = (await rig.submit(oneYotoJob(5000, 20))) as [JobRow];
    const worker = await startWorkerProcess(rig.environment());
    await rig.waitFor(job.id, started);
    const asked = Date.now();
    worker.kill('SIGTERM');
    expect(await worker.ended).toEqual({ code: 0, signal: null });
    expect(Date.now() - asked).toBeLessThan(25_000);
    expect(await rig.storage.jobs.get(job.id)).toMatchObject({ state: 'queued', failures: 0 });
    expect(await rig.storage.jobs.attempts(job.id)).toMatchObject([
      { outcome: 'preempted', engine: 'wasm', engineVersion: expect.stringMatching(/^\d+\.\d+\.\d+$/) },
    ]);
    expect((await rig.storage.checkpoints.list(job.id)).length).toBeGreaterThan(0);
    expect((await rig.queue.counts()).waiting).toBe(1);
    expect(await rig.spooled()).toEqual([]);
    await waitForTrainers(rig.stateDir, (count) => count === 0);
  });

  test('exits at once on a second signal, and its successor ends the job the same', async () => {
    const sweep = rig.slowJob();
    const [job] = (await rig.submit(sweep)) as [JobRow];
    const worker = await startWorkerProcess(rig.environment());
    await rig.waitFor(job.id, started);
    worker.kill('SIGTERM');
    worker.kill('SIGINT');
    const asked = Date.now();
    await worker.ended;
    // The grace time is 30 s.
    expect(Date.now() - asked).toBeLessThan(15_000);
    await waitForTrainers(rig.stateDir, (count) => count === 0);
    await rig.hurry();
    await rig.startWorker();
    // It may have died between handing the job back and sending its message: what the reconciler is for.
    await rig.waitFor(job.id, async (row) => {
      if (row.state === 'queued') await rig.reconcile();
      return row.state === 'completed';
    });
    const [calm] = (await rig.submit(sweep)) as [JobRow];
    await rig.waitFor(calm.id, inState('completed'));
    expect(await rig.results(job.id)).toEqual(await rig.results(calm.id));
  });

  test('ends a trainer that does not stop, within the grace time', async () => {
    const [job] = (await rig.submit(oneYotoJob(5000, 60_000))) as [JobRow];
    const worker = await startWorkerProcess(rig.environment({ GRACE_MS: '3000' }));
    await rig.waitFor(job.id, inState('running'));
    await sleep(500);
    const asked = Date.now();
    worker.kill('SIGTERM');
    expect((await worker.ended).code).toBe(0);
    expect(Date.now() - asked).toBeLessThan(25_000);
    expect(await rig.storage.jobs.get(job.id)).toMatchObject({ state: 'queued', failures: 0 });
  });
});
