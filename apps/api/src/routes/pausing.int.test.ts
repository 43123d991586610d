/** Pause, resume, retry and delete through HTTP: what becomes of the rows and of their messages, done once or twice. */
import { isRedisInstalled, registerWorker } from '@yoto/testkit';
import { beforeAll, describe, expect, it } from 'vitest';
import { toySweep } from '../testing/toy-sweep.ts';
import { useTestApi } from '../testing/use-test-api.ts';

const backends = [
  { backend: 'postgres' as const, installed: true },
  { backend: 'redis' as const, installed: isRedisInstalled() },
];

describe.each(backends)('with the queue on $backend', ({ backend, installed }) => {
  const rig = useTestApi(backend);
  let worker: Awaited<ReturnType<typeof registerWorker>>;
  beforeAll(async () => {
    if (installed) worker = await registerWorker(rig.storage);
  });

  const waiting = async () => (await rig.queue.counts()).waiting;
  /** Five queued jobs with their messages, the only ones there are. */
  async function submit(name: string) {
    expect(await waiting()).toBe(0);
    return rig.client.createSweep({ body: { spec: toySweep(name) } });
  }
  /** Begins the next job, whose message a worker would have taken. */
  async function start() {
    const job = (await rig.storage.jobs.claimNext(worker))!;
    await rig.queue.remove({ jobId: job.id, attempt: job.attempt });
    return { jobId: job.id, attempt: job.attempt };
  }

  it.runIf(installed)('pauses and resumes a sweep with a running job', async () => {
    const { id } = await submit('to pause');
    const params = { id };
    const attempt = await start();
    const pausing = await rig.client.pauseSweep({ params });
    expect(pausing.jobCounts).toMatchObject({ queued: 0, running: 0, pausing: 1, paused: 4 });
    expect(await waiting()).toBe(0);
    // The running attempt still holds its device.
    const again = await rig.client.pauseSweep({ params });
    expect({ ...again, deviceSeconds: pausing.deviceSeconds }).toEqual(pausing);
    expect(await rig.storage.jobs.claimNext(worker)).toBeUndefined();

    // The worker has written its checkpoint.
    await rig.storage.jobs.end(attempt, { outcome: 'preempted' });
    expect((await rig.client.getSweep({ params })).jobCounts.paused).toBe(5);
    const detail = await rig.client.getJob({ params: { id: attempt.jobId } });
    expect(detail.attempts).toEqual([expect.objectContaining({ number: 1, outcome: 'paused' })]);

    const resumed = await rig.client.resumeSweep({ params });
    expect(resumed.jobCounts).toMatchObject({ queued: 5, paused: 0 });
    expect(await waiting()).toBe(5);
    expect(await rig.client.resumeSweep({ params })).toEqual(resumed);
    expect(await waiting()).toBe(5);
    await rig.client.cancelSweep({ params });
    expect(await waiting()).toBe(0);
    await expect(rig.client.resumeJob({ params: { id: attempt.jobId } })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('retry it instead'),
    });
  });

  it.runIf(installed)('a job that is resumed while it pauses simply goes on', async () => {
    const { id } = await submit('to change one’s mind');
    const attempt = await start();
    const job = { params: { id: attempt.jobId } };
    expect((await rig.client.pauseJob(job)).state).toBe('pausing');
    expect((await rig.client.pauseJob(job)).state).toBe('pausing');
    expect((await rig.storage.jobs.heartbeat([{ ...attempt, step: 7 }])).pausing).toEqual([attempt]);
    expect(await rig.client.resumeJob(job)).toMatchObject({ state: 'running', step: 7, attempt: 1 });
    expect(await rig.storage.jobs.heartbeat([{ ...attempt, step: 8 }])).toEqual({ lost: [], pausing: [] });
    expect(await waiting()).toBe(4);

    const other = (await rig.client.listSweepJobs({ params: { id } })).items.at(-1)!;
    expect((await rig.client.pauseJob({ params: { id: other.id } })).state).toBe('paused');
    expect(await waiting()).toBe(3);
    await expect(rig.client.retryJob({ params: { id: other.id } })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await rig.client.resumeJob({ params: { id: other.id } })).state).toBe('queued');
    expect(await waiting()).toBe(4);
    await rig.client.cancelSweep({ params: { id } });
  });

  it.runIf(installed)(
    'retries exactly the failed job of a sweep, and the cancelled ones if asked',
    async () => {
      const { id } = await submit('to retry');
      const failed = await start();
      await rig.storage.jobs.end(failed, { outcome: 'diverged', errorCode: 'diverged' });
      const completed = await start();
      await rig.storage.jobs.complete(completed);
      await rig.client.cancelSweep({ params: { id } });
      const untouched = await rig.client.getJob({ params: { id: completed.jobId } });

      const retried = await rig.client.retrySweep({ params: { id } });
      expect(retried.jobCounts).toMatchObject({ queued: 1, failed: 0, completed: 1, cancelled: 3 });
      expect(await waiting()).toBe(1);
      expect(await rig.client.retrySweep({ params: { id }, body: {} })).toEqual(retried);
      expect(await start()).toEqual({ jobId: failed.jobId, attempt: 2 });

      const all = await rig.client.retrySweep({ params: { id }, body: { cancelled: true } });
      expect(all.jobCounts).toMatchObject({ queued: 3, running: 1, completed: 1, cancelled: 0 });
      expect(await waiting()).toBe(3);
      expect(await rig.client.getJob({ params: { id: completed.jobId } })).toEqual(untouched);
      await rig.client.cancelSweep({ params: { id } });
    },
  );

  it.runIf(installed)('deletes a sweep once it has ended, with all that belongs to it', async () => {
    const { id } = await submit('to delete');
    const params = { id };
    const attempt = await start();
    await rig.storage.points.writeMetrics(attempt, [{ name: 'loss', step: 1, value: 1 }]);
    await expect(rig.client.deleteSweep({ params })).rejects.toMatchObject({ code: 'conflict' });
    await rig.client.cancelSweep({ params });
    expect(await rig.client.deleteSweep({ params })).toEqual({ id, deletedJobs: 5 });
    for (const call of [
      () => rig.client.getSweep({ params }),
      () => rig.client.getJob({ params: { id: attempt.jobId } }),
      () => rig.client.deleteSweep({ params }),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it.runIf(installed)('drains a worker and undoes it, and tells how to start another', async () => {
    const worker = await registerWorker(rig.storage, 'gpu-9');
    const params = { id: worker.workerId };
    const { id } = await rig.client.createSweep({ body: { spec: toySweep('for the drained one', 100) } });
    const job = (await rig.storage.jobs.claimNext(worker))!;
    expect(await rig.client.drainWorker({ params, body: {} })).toMatchObject({
      status: 'draining',
      handsOver: false,
      runningJobs: [{ id: job.id, sweepId: id, sweepName: 'for the drained one' }],
    });
    expect(await rig.client.drainWorker({ params, body: { handOver: true } })).toMatchObject({
      handsOver: true,
    });
    await rig.storage.jobs.end({ jobId: job.id, attempt: job.attempt }, { outcome: 'preempted' });
    const drained = (await rig.client.listWorkers()).items.find((one) => one.id === worker.workerId);
    expect(drained).toMatchObject({ status: 'drained', lastDay: { ended: 1, failed: 0, faults: 0 } });
    expect(await rig.storage.jobs.claimNext(worker)).toBeUndefined();
    expect(await rig.client.undrainWorker({ params })).toMatchObject({ status: 'idle', drainingAt: null });
    expect((await rig.storage.jobs.claimNext(worker))?.id).toBe(job.id);
    await rig.client.cancelSweep({ params: { id } });
    const { variables } = await rig.client.getWorkerSetup();
    expect(variables[0]?.value).toMatch(/^postgresql:\/\/USER:PASSWORD@/);
  });

  it.runIf(installed)('shows a quarantined worker and releases it', async () => {
    const faulty = await registerWorker(rig.storage, 'faulty');
    const { id } = await rig.client.createSweep({ body: { spec: toySweep('for the faulty one', 90) } });
    for (let fault = 0; fault < 2; fault++) {
      const job = (await rig.storage.jobs.claimNext(faulty))!;
      await rig.storage.jobs.end({ jobId: job.id, attempt: job.attempt }, { outcome: 'worker_error' });
    }
    expect(await rig.storage.workers.quarantineIfFaulty(faulty.workerId, 2)).toBeDefined();
    const shown = (await rig.client.listWorkers()).items.find((one) => one.id === faulty.workerId);
    expect(shown).toMatchObject({ status: 'quarantined', quarantineReason: expect.any(String) });
    expect(await rig.storage.jobs.claimNext(faulty)).toBeUndefined();

    const params = { id: faulty.workerId };
    const released = await rig.client.releaseWorker({ params });
    expect(released).toMatchObject({ status: 'idle', quarantinedAt: null });
    expect(await rig.client.releaseWorker({ params })).toEqual(released);
    expect(await rig.storage.jobs.claimNext(faulty)).toBeDefined();
    await rig.client.cancelSweep({ params: { id } });
  });
});
