import { claimDue, registerWorker, submitJob } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import { beforeEach, describe, expect, test } from 'vitest';
import type { JobRow } from './storage.ts';

const rig = useTestStorage();
let worker: Awaited<ReturnType<typeof registerWorker>>;
beforeEach(async () => {
  worker = await registerWorker(rig.storage);
});

const ref = (job: JobRow) => ({ jobId: job.id, attempt: job.attempt });
const stale = { code: 'stale_attempt' };
async function pausing(): Promise<JobRow> {
  await submitJob(rig.storage);
  return rig.storage.jobs.pause((await claimDue(rig.storage, worker)).id);
}
const messagesOf = async (job: JobRow) =>
  (await rig.storage.events.ofJob(job.id, 100)).map((event) => event.message).reverse();

describe('a running job', () => {
  test('is asked, ends and waits; resumed, it is a new attempt', async () => {
    const job = await pausing();
    expect(job).toMatchObject({ state: 'pausing', attempt: 1, workerId: worker.workerId, finishedAt: null });
    expect(job.heartbeatAt).toBeInstanceOf(Date);
    expect(await rig.storage.jobs.attempts(job.id)).toMatchObject([{ outcome: null, finishedAt: null }]);
    expect((await rig.storage.workers.list(60_000))[0]?.runningJobs).toMatchObject([{ id: job.id }]);

    const paused = await rig.storage.jobs.end(ref(job), { outcome: 'preempted', errorMessage: 'SIGTERM' });
    expect(paused).toMatchObject({ state: 'paused', workerId: null, heartbeatAt: null, finishedAt: null });
    expect(await rig.storage.jobs.attempts(job.id)).toMatchObject([
      { outcome: 'paused', finishedAt: expect.any(Date) },
    ]);
    expect(await rig.storage.jobs.claimNext(worker)).toBeUndefined();

    expect(await rig.storage.jobs.resume(job.id)).toMatchObject({ state: 'queued', attempt: 1, failures: 0 });
    const second = await claimDue(rig.storage, worker);
    expect(second).toMatchObject({ attempt: 2, startedAt: job.startedAt });
    await expect(rig.storage.jobs.complete(ref(job))).rejects.toMatchObject(stale);
    expect(await messagesOf(job)).toEqual([
      'Attempt 1 started on wasm (cpu)',
      'Pausing: attempt 1 is asked to save a checkpoint and to stop',
      'Attempt 1 was paused',
      'Resumed: queued again',
      'Attempt 2 started on wasm (cpu)',
    ]);
  });

  test('resumed before it ended goes on as the same attempt', async () => {
    const job = await pausing();
    const running = await rig.storage.jobs.resume(job.id);
    expect(running).toEqual({ ...job, state: 'running' });
    expect(await rig.storage.jobs.attempts(job.id)).toHaveLength(1);
    expect(await rig.storage.jobs.heartbeat([{ ...ref(job), step: 3 }])).toEqual({ lost: [], pausing: [] });
    expect(await rig.storage.jobs.end(ref(job), { outcome: 'preempted' })).toMatchObject({ state: 'queued' });
    expect(await rig.storage.jobs.attempts(job.id)).toMatchObject([{ outcome: 'preempted' }]);
    expect(await messagesOf(job)).toContain('Resumed: attempt 1 goes on');
  });

  test('may write until it ends, and may complete', async () => {
    const job = await pausing();
    await rig.storage.points.writeMetrics(ref(job), [{ name: 'loss', step: 1, value: 1 }]);
    const point = { step: 1, lambda: { 'near-b': 1 }, losses: {}, metrics: {}, examples: 1 };
    await rig.storage.points.writeEvaluations(ref(job), [point]);
    const file = { key: 'k', sha256: 's', bytes: 1 };
    await rig.storage.checkpoints.record(ref(job), { ...file, step: 1, score: 1 });
    await rig.storage.artifacts.record(ref(job), { ...file, name: 'model', mediaType: 'text/plain' });
    await rig.storage.jobs.setResumedFrom(ref(job), 1);
    expect(await rig.storage.jobs.complete(ref(job))).toMatchObject({
      state: 'completed',
      finishedAt: expect.any(Date),
    });
    expect(await rig.storage.jobs.attempts(job.id)).toMatchObject([
      { outcome: 'completed', resumedFromStep: 1 },
    ]);
  });

  test('that crashes or stalls while pausing is paused', async () => {
    const crashed = await pausing();
    const ended = await rig.storage.jobs.end(ref(crashed), { outcome: 'crashed', errorMessage: 'SIGKILL' });
    expect(ended).toMatchObject({ state: 'paused', errorMessage: 'SIGKILL', notBefore: null });
    expect(await rig.storage.jobs.attempts(crashed.id)).toMatchObject([{ outcome: 'crashed' }]);
    expect(await messagesOf(crashed)).toContain('Attempt 1 crashed: SIGKILL. The job stays paused');

    const silent = await pausing();
    expect((await rig.storage.jobs.endStalled(0)).map((job) => [job.id, job.state])).toEqual([
      [silent.id, 'paused'],
    ]);
    expect(await rig.storage.jobs.attempts(silent.id)).toMatchObject([{ outcome: 'stalled' }]);
    await expect(rig.storage.jobs.complete(ref(silent))).rejects.toMatchObject(stale);
  });

  test('can be cancelled while pausing and while paused', async () => {
    const job = await pausing();
    const cancelled = await rig.storage.jobs.cancel(job.id);
    expect(cancelled).toMatchObject({ state: 'cancelled', finishedAt: expect.any(Date) });
    expect(await rig.storage.jobs.attempts(job.id)).toMatchObject([{ outcome: 'cancelled' }]);
    const other = await submitJob(rig.storage);
    await rig.storage.jobs.pause(other.id);
    expect(await rig.storage.jobs.cancel(other.id)).toMatchObject({ state: 'cancelled' });
  });
});

describe('a queued job', () => {
  test('is paused at once, and keeps what its last attempt said', async () => {
    await submitJob(rig.storage, { retry: { backoffMs: 60_000 } });
    const failed = await rig.storage.jobs.end(ref(await claimDue(rig.storage, worker)), {
      outcome: 'failed',
      errorCode: 'internal',
      errorMessage: 'it broke',
    });
    const paused = await rig.storage.jobs.pause(failed.id);
    expect(paused).toEqual({ ...failed, state: 'paused', notBefore: null });
    expect(await rig.storage.jobs.resume(failed.id)).toEqual({ ...paused, state: 'queued' });
  });

  test('pause and resume are idempotent, and refused at the end of a job', async () => {
    const job = await submitJob(rig.storage);
    const paused = await rig.storage.jobs.pause(job.id);
    expect(await rig.storage.jobs.pause(job.id)).toEqual(paused);
    await expect(rig.storage.jobs.retry(job.id)).rejects.toMatchObject({ code: 'conflict' });
    const queued = await rig.storage.jobs.resume(job.id);
    expect(await rig.storage.jobs.resume(job.id)).toEqual(queued);
    expect(await messagesOf(job)).toEqual(['Paused before its first attempt', 'Resumed: queued again']);
    await rig.storage.jobs.complete(ref(await claimDue(rig.storage, worker)));
    for (const act of [rig.storage.jobs.pause, rig.storage.jobs.resume]) {
      await expect(act(job.id)).rejects.toMatchObject({ code: 'conflict' });
    }
  });
});
