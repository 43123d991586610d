import type { EndOutcome, LiveNotice } from '@yoto/core';
import { claimDue, registerWorker, submitJob } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import { beforeEach, expect, test, vi } from 'vitest';

const rig = useTestStorage();
let worker: Awaited<ReturnType<typeof registerWorker>>;
beforeEach(async () => {
  worker = await registerWorker(rig.storage, 'gpu-7');
});

/** A job of its own for each outcome; the worker's attempts end in that order. */
async function attemptsEnd(outcomes: readonly (EndOutcome | 'completed')[], by = worker): Promise<string> {
  let jobId = '';
  for (const outcome of outcomes) {
    await submitJob(rig.storage, { priority: 100, retry: { maxAttempts: 1 } });
    const job = await claimDue(rig.storage, by);
    jobId = job.id;
    const ref = { jobId, attempt: job.attempt };
    if (outcome === 'completed') await rig.storage.jobs.complete(ref);
    else await rig.storage.jobs.end(ref, { outcome, errorMessage: 'no engine' });
    await rig.storage.jobs.pause(jobId).catch(() => {});
  }
  return jobId;
}
const quarantine = () => rig.storage.workers.quarantineIfFaulty(worker.workerId, 3);

test('a worker that fails three jobs in a row gets no more until it is released', async () => {
  const lastJob = await attemptsEnd(['completed', 'crashed', 'worker_error', 'crashed']);
  const reason = await quarantine();
  expect(reason).toBe(
    'Its last 3 attempts, on different jobs, all failed by its own fault. The newest: no engine',
  );
  expect(await quarantine()).toBe(reason);
  expect(await rig.storage.workers.heartbeat(worker.workerId)).toMatchObject({ quarantined: true });
  expect(await rig.storage.workers.list(60_000)).toMatchObject([
    { quarantinedAt: expect.any(Date), quarantineReason: reason },
  ]);
  const told = (await rig.storage.events.ofJob(lastJob, 100)).filter((event) => event.type === 'quarantined');
  expect(told.map((event) => event.message)).toEqual([
    `Worker gpu-7 gets no more jobs until it is released. ${reason}`,
  ]);

  const job = await submitJob(rig.storage);
  expect(await rig.storage.jobs.claimNext(worker)).toBeUndefined();
  const released = await rig.storage.workers.release(worker.workerId);
  expect(released).toMatchObject({ id: worker.workerId, quarantinedAt: null, quarantineReason: null });
  expect(await rig.storage.workers.release(worker.workerId)).toEqual({
    ...released,
    silentForMs: expect.any(Number),
  });
  expect(await rig.storage.workers.heartbeat(worker.workerId)).toMatchObject({ quarantined: false });
  expect((await claimDue(rig.storage, worker)).id).toBe(job.id);
});

test('a healthy worker takes the jobs of a quarantined one', async () => {
  await attemptsEnd(['crashed', 'crashed', 'crashed']);
  await quarantine();
  const healthy = await registerWorker(rig.storage);
  const job = await submitJob(rig.storage);
  expect((await claimDue(rig.storage, healthy)).id).toBe(job.id);
  expect(await rig.storage.workers.quarantineIfFaulty(healthy.workerId, 3)).toBeUndefined();
});

test('faults before the release do not count', async () => {
  await attemptsEnd(['crashed', 'crashed', 'crashed']);
  await quarantine();
  await rig.storage.workers.release(worker.workerId);
  await attemptsEnd(['crashed', 'crashed']);
  expect(await quarantine()).toBeUndefined();
  await attemptsEnd(['crashed']);
  expect(await quarantine()).toBeDefined();
});

test.each([
  ['too few', ['crashed', 'crashed']],
  ['a completed one in between', ['crashed', 'crashed', 'completed', 'crashed', 'crashed']],
  ['a fault of the job', ['crashed', 'diverged', 'crashed', 'crashed']],
  ['stalled attempts of a dead daemon', ['stalled', 'stalled', 'stalled', 'stalled']],
  ['preempted ones', ['preempted', 'preempted', 'preempted']],
] as const)('not for %s', async (_name, outcomes) => {
  await attemptsEnd(outcomes);
  expect(await quarantine()).toBeUndefined();
});

test('one job that crashes every worker does not take them out', async () => {
  const job = await submitJob(rig.storage);
  for (let attempt = 1; attempt <= 4; attempt++) {
    await claimDue(rig.storage, worker);
    await rig.storage.jobs.end({ jobId: job.id, attempt }, { outcome: 'worker_error' });
    // Resumed, a job is due at once.
    await rig.storage.jobs.pause(job.id);
    await rig.storage.jobs.resume(job.id);
  }
  expect(await quarantine()).toBeUndefined();
});

test('the faults of another worker do not count', async () => {
  await attemptsEnd(['crashed', 'crashed']);
  await attemptsEnd(['crashed', 'crashed'], await registerWorker(rig.storage));
  expect(await quarantine()).toBeUndefined();
});

test('quarantine and release are told, once each', async () => {
  await attemptsEnd(['crashed', 'crashed', 'crashed']);
  const notices: LiveNotice[] = [];
  const stop = await rig.storage.listen((notice) => notices.push(notice));
  await Promise.all([quarantine(), quarantine(), quarantine()]);
  await rig.storage.workers.release(worker.workerId);
  await rig.storage.workers.release(worker.workerId);
  await rig.storage.workers.stop(worker.workerId);
  const notice = { type: 'worker', workerId: worker.workerId };
  await vi.waitFor(() => expect(notices).toEqual([notice, notice, notice]), { timeout: 20_000 });
  await stop();
});

test('an unknown worker is told', async () => {
  for (const id of ['00000000-0000-7000-8000-000000000000', 'x']) {
    await expect(rig.storage.workers.quarantineIfFaulty(id, 3)).rejects.toMatchObject({ code: 'not_found' });
    await expect(rig.storage.workers.release(id)).rejects.toMatchObject({ code: 'not_found' });
  }
});
