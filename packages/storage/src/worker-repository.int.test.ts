import { claimDue, registerWorker, submitJob } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import { describe, expect, test } from 'vitest';

const rig = useTestStorage();
const unknown = '00000000-0000-7000-8000-000000000000';

describe('workers', () => {
  test('are listed while they give signs of life, with the jobs they run', async () => {
    const busy = await registerWorker(rig.storage, 'busy');
    const idle = await registerWorker(rig.storage, 'idle');
    const job = await submitJob(rig.storage);
    await claimDue(rig.storage, busy);
    expect(await rig.storage.workers.heartbeat(idle.workerId)).toEqual({
      quarantined: false,
      drain: null,
    });
    const listed = await rig.storage.workers.list(60_000);
    const find = (id: string) => listed.find((worker) => worker.id === id);
    expect(find(busy.workerId)).toMatchObject({
      name: 'busy',
      runningJobs: [
        { id: job.id, sweepId: job.sweepId, group: job.spec.group, step: 0, stepsPerSecond: null },
      ],
      stoppedAt: null,
    });
    expect(find(busy.workerId)?.silentForMs).toBeGreaterThanOrEqual(find(idle.workerId)?.silentForMs ?? 0);
    expect(find(idle.workerId)).toMatchObject({
      name: 'idle',
      runningJobs: [],
      lastDay: { ended: 0, failed: 0, faults: 0 },
      engine: 'wasm',
      concurrency: 1,
    });
    expect(listed.findIndex((worker) => worker.id === idle.workerId)).toBe(0);
    expect(await rig.storage.workers.list(-1000)).toEqual([]);
    await rig.storage.jobs.complete({ jobId: job.id, attempt: 1 });
    await rig.storage.workers.stop(busy.workerId);
    await rig.storage.workers.stop(busy.workerId);
    const stopped = (await rig.storage.workers.list(60_000)).find((worker) => worker.id === busy.workerId);
    expect(stopped).toMatchObject({
      runningJobs: [],
      lastDay: { ended: 1, failed: 0, faults: 0 },
      stoppedAt: expect.any(Date),
    });
  });

  test('what ended on one in the last day is counted, by whose fault it was', async () => {
    const worker = await registerWorker(rig.storage);
    for (const outcome of ['diverged', 'crashed', 'stalled', 'preempted'] as const) {
      await submitJob(rig.storage, { priority: 100, retry: { maxAttempts: 1 } });
      const { id: jobId, attempt } = await claimDue(rig.storage, worker);
      await rig.storage.jobs.end({ jobId, attempt }, { outcome });
      await rig.storage.jobs.cancel(jobId).catch(() => {});
    }
    const shown = (await rig.storage.workers.list(60_000)).find(({ id }) => id === worker.workerId);
    expect(shown?.lastDay).toEqual({ ended: 4, failed: 1, faults: 2 });
  });

  test('a running job tells the mean speed of its newest attempt', async () => {
    const worker = await registerWorker(rig.storage);
    const job = await submitJob(rig.storage, { priority: 100 });
    const { attempt } = await claimDue(rig.storage, worker);
    await rig.storage.jobs.setResumedFrom({ jobId: job.id, attempt }, 4);
    await rig.storage.jobs.heartbeat([{ jobId: job.id, attempt, step: 10 }]);
    const shown = (await rig.storage.workers.list(60_000)).find(({ id }) => id === worker.workerId);
    expect(shown?.runningJobs[0]?.stepsPerSecond).toBeGreaterThan(0);
    await rig.storage.jobs.complete({ jobId: job.id, attempt });
  });

  test('a drained one gets no jobs until that is undone, and is told which kind of drain it is', async () => {
    const worker = await registerWorker(rig.storage);
    const { workers, jobs } = rig.storage;
    const job = await submitJob(rig.storage, { priority: 100 });
    const drained = await workers.drain(worker.workerId, false);
    expect(drained).toMatchObject({ drainingAt: expect.any(Date), handsOver: false });
    expect(await workers.heartbeat(worker.workerId)).toEqual({ quarantined: false, drain: 'finish' });
    expect(await jobs.claimNext(worker)).toBeUndefined();
    expect(await jobs.waiting(worker.workerId)).toEqual({ forIt: false, forOthers: true });
    expect((await workers.drain(worker.workerId, true)).drainingAt).toEqual(drained.drainingAt);
    expect(await workers.heartbeat(worker.workerId)).toEqual({ quarantined: false, drain: 'hand-over' });
    const back = await workers.undrain(worker.workerId);
    expect(back).toMatchObject({ drainingAt: null, handsOver: false });
    expect(await workers.undrain(worker.workerId)).toEqual({ ...back, silentForMs: expect.any(Number) });
    expect((await jobs.claimNext(worker))?.id).toBe(job.id);
    await jobs.complete({ jobId: job.id, attempt: 1 });
  });

  test('one that was stopped cannot be drained', async () => {
    const { workerId } = await registerWorker(rig.storage);
    await rig.storage.workers.stop(workerId);
    await expect(rig.storage.workers.drain(workerId, false)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('an unknown one is told', async () => {
    for (const id of [unknown, 'x']) {
      await expect(rig.storage.workers.heartbeat(id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(rig.storage.workers.drain(id, false)).rejects.toMatchObject({ code: 'not_found' });
      await expect(rig.storage.workers.undrain(id)).rejects.toMatchObject({ code: 'not_found' });
      await expect(rig.storage.workers.stop(id)).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});
