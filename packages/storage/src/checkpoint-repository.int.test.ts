import { claimDue, registerWorker, submitJob } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import { describe, expect, test } from 'vitest';

const rig = useTestStorage();

describe('checkpoints', () => {
  const checkpoint = (step: number, key = `checkpoints/${step}`) => ({
    step,
    key,
    sha256: `sha${step}`,
    bytes: 2 ** 33,
    score: 0.5,
  });

  test('are listed newest first; one of the same step is replaced', async () => {
    const job = await submitJob(rig.storage);
    await claimDue(rig.storage, await registerWorker(rig.storage));
    const attempt = { jobId: job.id, attempt: 1 };
    for (const step of [10, 20]) await rig.storage.checkpoints.record(attempt, checkpoint(step));
    await rig.storage.checkpoints.record(attempt, checkpoint(20, 'checkpoints/20-again'));
    expect(await rig.storage.checkpoints.list(job.id)).toMatchObject([
      { ...checkpoint(20, 'checkpoints/20-again'), attempt: 1, createdAt: expect.any(Date) },
      checkpoint(10),
    ]);
  });

  test('pruning keeps the newest and the best, and gives the keys that nothing refers to any more', async () => {
    const job = await submitJob(rig.storage);
    await claimDue(rig.storage, await registerWorker(rig.storage));
    const attempt = { jobId: job.id, attempt: 1 };
    const scores = [0.9, 0.1, Number.NaN, null, 0.3, 0.1, 0.2];
    for (const [step, score] of scores.entries()) {
      await rig.storage.checkpoints.record(attempt, { ...checkpoint(step), score });
    }
    const stored = await rig.storage.checkpoints.list(job.id);
    expect(stored.map((row) => row.score)).toEqual([0.2, 0.1, 0.3, null, null, 0.1, 0.9]);
    const gone = await rig.storage.checkpoints.prune(job.id, 1);
    expect(gone.sort()).toEqual([0, 1, 2, 3, 4].map((step) => `checkpoints/${step}`));
    expect((await rig.storage.checkpoints.list(job.id)).map((row) => row.step)).toEqual([6, 5]);
    expect(await rig.storage.checkpoints.prune(job.id, 1)).toEqual([]);
    await rig.storage.checkpoints.record(attempt, checkpoint(7, 'checkpoints/6'));
    expect(await rig.storage.checkpoints.prune(job.id, 1)).toEqual([]);
    expect((await rig.storage.checkpoints.list(job.id)).map((row) => row.step)).toEqual([7, 5]);
  });
});
