import { claimDue, registerWorker, submitJob } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import { expect, test } from 'vitest';
import type { AttemptRef } from './storage.ts';

const rig = useTestStorage();
const note = (message: string) => ({ type: 'note', message }) as const;

async function claimed(): Promise<AttemptRef & { sweepId: string }> {
  await submitJob(rig.storage);
  const { id, attempt, sweepId } = await claimDue(rig.storage, await registerWorker(rig.storage));
  return { jobId: id, attempt, sweepId };
}
const told = async (jobId: string) =>
  (await rig.storage.events.ofJob(jobId, 10)).flatMap(({ type, message }) =>
    type === 'note' ? message : [],
  );

test('events are newest first, of a job and of its sweep', async () => {
  const { sweepId, ...attempt } = await claimed();
  await rig.storage.events.add(attempt, note('one'));
  await rig.storage.events.add(attempt, note('two'));
  expect(await told(attempt.jobId)).toEqual(['two', 'one']);
  const [newest] = await rig.storage.events.ofSweep(sweepId, 1);
  expect(newest).toMatchObject({
    jobId: attempt.jobId,
    type: 'note',
    message: 'two',
    id: expect.any(String),
  });
});

test('an event that an attempt writes again is told once; the next attempt may tell it anew', async () => {
  const { sweepId: _sweepId, ...attempt } = await claimed();
  await Promise.all([1, 2, 3].map(() => rig.storage.events.add(attempt, note('one'))));
  expect(await told(attempt.jobId)).toEqual(['one']);
  await rig.storage.jobs.end(attempt, { outcome: 'preempted' });
  const { attempt: next } = await claimDue(rig.storage, await registerWorker(rig.storage));
  await rig.storage.events.add({ ...attempt, attempt: next }, note('one'));
  expect(await told(attempt.jobId)).toEqual(['one', 'one']);
});

test('an attempt that lost its job, and one of no job, tell nothing', async () => {
  const { sweepId: _sweepId, ...attempt } = await claimed();
  await rig.storage.jobs.end(attempt, { outcome: 'preempted' });
  await expect(rig.storage.events.add(attempt, note('late'))).rejects.toMatchObject({
    code: 'stale_attempt',
  });
  expect(await told(attempt.jobId)).toEqual([]);
  const unknown = { jobId: '00000000-0000-7000-8000-000000000000', attempt: 1 };
  await expect(rig.storage.events.add(unknown, note('x'))).rejects.toMatchObject({ code: 'stale_attempt' });
  const noId = { jobId: 'x', attempt: 1 };
  await expect(rig.storage.events.add(noId, note('x'))).rejects.toMatchObject({ code: 'not_found' });
});
