import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { trainerPids } from './testing/trainer-processes.ts';
import { fixedJobs, inState, workerRig } from './testing/worker-rig.ts';

const openFiles = async () => (await readdir('/proc/self/fd')).length;

test('attempts leave no file handle, folder or process behind, and share a trainer', async () => {
  const rig = await workerRig();
  try {
    await rig.startWorker();
    const train = async (jobs: number) => {
      for (const { id } of await rig.submit(fixedJobs(jobs, 5))) await rig.waitFor(id, inState('completed'));
    };
    await train(4);
    const pids = await trainerPids(rig.stateDir);
    expect(pids).toHaveLength(1);
    const before = await openFiles();
    await train(20);
    expect(await openFiles()).toBeLessThanOrEqual(before + 1);
    expect(await trainerPids(rig.stateDir)).toEqual(pids);
    await rig.untilHandedOver();
  } finally {
    await rig.close();
  }
  expect(await trainerPids(rig.stateDir)).toEqual([]);
});
