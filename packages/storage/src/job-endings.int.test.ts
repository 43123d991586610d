import { claimDue, registerWorker, submitJob } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import { beforeEach, describe, expect, test } from 'vitest';
import type { JobRow } from './storage.ts';

const rig = useTestStorage();
let worker: Awaited<ReturnType<typeof registerWorker>>;
beforeEach(async () => {
  worker = await registerWorker(rig.storage);
});

const stale = { code: 'stale_attempt' };
/** Each test has a database of its own, so the only job is the next. */
async function submitAndClaim(defaults?: Parameters<typeof submitJob>[1]): Promise<JobRow> {
  await submitJob(rig.storage, defaults);
  return claimDue(rig.storage, worker);
}
const ref = (job: JobRow) => ({ jobId: job.id, attempt: job.attempt });

describe('the end of an attempt', () => {
  test('completes, with the time it took', async () => {
    const job = await submitAndClaim();
    const done = await rig.storage.jobs.complete(ref(job), { computing: 1200, waiting: 30 });
    expect(done).toMatchObject({ state: 'completed', attempt: 1, step: 20, errorCode: null });
    expect(done.finishedAt).toBeInstanceOf(Date);
    expect(await rig.storage.jobs.attempts(job.id)).toMatchObject([
      { outcome: 'completed', timings: { computing: 1200, waiting: 30 }, finishedAt: expect.any(Date) },
    ]);
  });

  test('fails after as many attempts as the policy allows', async () => {
    const job = await submitJob(rig.storage, { retry: { maxAttempts: 2, backoffMs: 0 } });
    const failure = { outcome: 'failed', errorCode: 'internal', errorMessage: 'it broke' } as const;
    const again = await rig.storage.jobs.end(ref(await claimDue(rig.storage, worker)), failure);
    expect(again).toMatchObject({ state: 'queued', failures: 1, errorMessage: 'it broke' });
    const failed = await rig.storage.jobs.end(ref(await claimDue(rig.storage, worker)), failure);
    expect(failed).toMatchObject({ state: 'failed', failures: 2, errorCode: 'internal', attempt: 2 });
    const events = await rig.storage.events.ofJob(job.id, 10);
    expect(events.map((event) => event.type)).toEqual(['failed', 'started', 'requeued', 'started']);
    expect(events[0]!.message).toBe('Attempt 2 failed: it broke. The job failed');
  });

  test.each(['stalled', 'preempted'] as const)('%s costs no retry and no time', async (outcome) => {
    await submitJob(rig.storage, { retry: { maxAttempts: 1 } });
    for (let attempt = 1; attempt <= 3; attempt++) {
      const queued = await rig.storage.jobs.end(ref(await claimDue(rig.storage, worker)), { outcome });
      expect(queued).toMatchObject({ state: 'queued', failures: 0, attempt, notBefore: null });
    }
  });

  test('a crash costs no retry, but a moment of waiting', async () => {
    const job = await submitAndClaim({ retry: { maxAttempts: 1 } });
    const queued = await rig.storage.jobs.end(ref(job), { outcome: 'crashed', errorMessage: 'SIGKILL' });
    expect(queued).toMatchObject({ state: 'queued', failures: 0, errorMessage: 'SIGKILL' });
    expect(queued.notBefore!.getTime()).toBeGreaterThan(Date.now());
  });

  test.each(['diverged', 'data_error', 'out_of_memory'] as const)(
    '%s is not tried again',
    async (outcome) => {
      const job = await submitAndClaim();
      expect(await rig.storage.jobs.end(ref(job), { outcome })).toMatchObject({
        state: 'failed',
        failures: 1,
      });
      expect(await rig.storage.jobs.attempts(job.id)).toMatchObject([{ outcome }]);
    },
  );

  test('an attempt resumes where its checkpoint is', async () => {
    const job = await submitAndClaim();
    await rig.storage.jobs.heartbeat([{ ...ref(job), step: 15 }]);
    await rig.storage.jobs.end(ref(job), { outcome: 'preempted' });
    const second = await claimDue(rig.storage, worker);
    expect(second.step).toBe(15);
    await rig.storage.jobs.setResumedFrom(ref(second), 10);
    expect((await rig.storage.jobs.get(job.id)).step).toBe(10);
    expect((await rig.storage.jobs.attempts(job.id)).map((one) => one.resumedFromStep)).toEqual([null, 10]);
    const [event] = await rig.storage.events.ofJob(job.id, 1);
    expect(event).toMatchObject({
      type: 'restored',
      message: 'Attempt 2 resumes from the checkpoint of step 10',
    });
  });
});

describe('cancel and retry', () => {
  test('a running job is cancelled once, and its attempt with it', async () => {
    const job = await submitAndClaim();
    const cancelled = await rig.storage.jobs.cancel(job.id);
    expect(cancelled.state).toBe('cancelled');
    expect(await rig.storage.jobs.cancel(job.id)).toEqual(cancelled);
    expect(await rig.storage.jobs.attempts(job.id)).toMatchObject([{ outcome: 'cancelled' }]);
    expect(await rig.storage.jobs.heartbeat([{ ...ref(job), step: 5 }])).toEqual({
      lost: [ref(job)],
      pausing: [],
    });
    await expect(rig.storage.jobs.complete(ref(job))).rejects.toMatchObject(stale);
  });

  test('a cancelled job runs again when a person asks, as a new attempt', async () => {
    const job = await submitAndClaim();
    await rig.storage.jobs.cancel(job.id);
    const queued = await rig.storage.jobs.retry(job.id);
    expect(queued).toMatchObject({ state: 'queued', attempt: 1, failures: 0, finishedAt: null });
    expect(await rig.storage.jobs.retry(job.id)).toEqual(queued);
    await expect(rig.storage.jobs.complete(ref(job))).rejects.toMatchObject(stale);
    expect((await claimDue(rig.storage, worker)).attempt).toBe(2);
  });

  test('a completed job never changes', async () => {
    const job = await submitAndClaim();
    const done = await rig.storage.jobs.complete(ref(job));
    const conflict = { code: 'conflict' };
    await expect(rig.storage.jobs.cancel(job.id)).rejects.toMatchObject(conflict);
    await expect(rig.storage.jobs.retry(job.id)).rejects.toMatchObject(conflict);
    await expect(rig.storage.jobs.complete(ref(job))).rejects.toMatchObject(stale);
    await expect(rig.storage.jobs.end(ref(job), { outcome: 'crashed' })).rejects.toMatchObject(stale);
    expect(await rig.storage.jobs.claimNext(worker)).toBeUndefined();
    await rig.storage.jobs.endStalled(0);
    expect(await rig.storage.jobs.heartbeat([{ ...ref(job), step: 1 }])).toEqual({
      lost: [ref(job)],
      pausing: [],
    });
    expect(await rig.storage.jobs.get(job.id)).toEqual(done);
  });

  test('a failed job never changes by itself', async () => {
    const job = await submitAndClaim();
    const failed = await rig.storage.jobs.end(ref(job), { outcome: 'diverged', errorCode: 'diverged' });
    await expect(rig.storage.jobs.cancel(job.id)).rejects.toMatchObject({ code: 'conflict' });
    expect(await rig.storage.jobs.claimNext(worker)).toBeUndefined();
    expect(await rig.storage.jobs.get(job.id)).toEqual(failed);
    expect(await rig.storage.jobs.retry(job.id)).toMatchObject({
      state: 'queued',
      failures: 0,
      errorCode: null,
    });
  });

  test('cancel, complete and a takeover at once leave one winner', async () => {
    for (let round = 0; round < 10; round++) {
      const job = await submitAndClaim();
      const results = await Promise.allSettled([
        rig.storage.jobs.complete(ref(job)),
        rig.storage.jobs.cancel(job.id),
        rig.storage.jobs.end(ref(job), { outcome: 'crashed' }),
      ]);
      const attempts = await rig.storage.jobs.attempts(job.id);
      expect(attempts).toHaveLength(1);
      const { state } = await rig.storage.jobs.get(job.id);
      // After `crashed` the job is queued, which `cancel` may still cancel: then two succeed.
      const won = results.filter((result) => result.status === 'fulfilled').length;
      if (state === 'completed') expect([won, attempts[0]!.outcome]).toEqual([1, 'completed']);
      else if (won === 2) expect([state, attempts[0]!.outcome]).toEqual(['cancelled', 'crashed']);
      else expect(attempts[0]!.outcome).toBe(state === 'cancelled' ? 'cancelled' : 'crashed');
    }
  });
});
