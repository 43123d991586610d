/** What the rows of a list say of progress, cost and time left. */
import { claimDue, registerWorker, submitSweep } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import pg from 'pg';
import { expect, test } from 'vitest';
import type { JobRow } from './storage.ts';

const rig = useTestStorage();

/** As if everything had begun that much earlier, but for the last sign of life. */
async function startedEarlier(seconds: number): Promise<void> {
  const client = new pg.Client(rig.database.url);
  await client.connect();
  await client.query(`update attempts set started_at = started_at - $1 * interval '1 second'`, [seconds]);
  await client.end();
}

const ref = (job: JobRow) => ({ jobId: job.id, attempt: job.attempt });

test('time left follows the speed of the jobs that run, shared by as many slots as run', async () => {
  const { sweep } = await submitSweep(rig.storage);
  const read = () => rig.storage.sweeps.get(sweep.id);
  expect(await read()).toMatchObject({ secondsLeft: null, deviceSeconds: 0, priority: 0 });
  const worker = await registerWorker(rig.storage);
  const [first, second] = [await claimDue(rig.storage, worker), await claimDue(rig.storage, worker)];
  expect((await read()).secondsLeft).toBeNull();

  // 5 of 20 steps in 100 s by one of two: 95 steps are left of five jobs.
  await startedEarlier(100);
  await rig.storage.jobs.heartbeat([{ ...ref(first), step: 5 }]);
  const running = await read();
  expect(running.secondsLeft! / 20).toBeCloseTo(95 / 2, 0);
  expect(running.deviceSeconds).toBeGreaterThan(200);
  expect(running.stepsByState).toMatchObject({
    running: { done: 5, total: 40 },
    queued: { done: 0, total: 60 },
  });

  // A job that has only just begun takes the speed of those that completed; the last one cannot be shared.
  await rig.storage.jobs.complete(ref(first));
  for (const job of (await rig.storage.jobs.ofSweep(sweep.id)).slice(2))
    await rig.storage.jobs.cancel(job.id);
  const last = await read();
  expect(last.secondsLeft! / 5).toBeCloseTo(20, 0);
  expect(last.stepsByState).toMatchObject({
    completed: { done: 20, total: 20 },
    cancelled: { done: 0, total: 60 },
  });

  await rig.storage.jobs.pause(second.id);
  expect((await read()).secondsLeft).toBeNull();
  await rig.storage.jobs.end(ref(second), { outcome: 'preempted' });
  const paused = await read();
  expect(paused.priority).toBe(0);
  await rig.storage.sweeps.cancel(sweep.id);
  const ended = await read();
  expect(ended).toMatchObject({ secondsLeft: null, priority: null, deviceSeconds: paused.deviceSeconds });
});
