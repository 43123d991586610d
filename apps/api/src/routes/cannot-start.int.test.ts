/** Why queued jobs do not start, as pages and `yoto watch` are told: what the connected workers lack. */
import type { Capabilities } from '@yoto/core';
import { expect, it } from 'vitest';
import { toySweep } from '../testing/toy-sweep.ts';
import { useTestApi } from '../testing/use-test-api.ts';

const rig = useTestApi();

const connect = (name: string, has: Partial<Capabilities>) =>
  rig.storage.workers.register({
    ...{ name, host: 'h', pid: 1, engine: 'wasm', device: 'cpu', version: '1.2.3', concurrency: 1 },
    ...has,
  } as Parameters<typeof rig.storage.workers.register>[0]);

it('a job says what every connected worker lacks, until one comes that has it', async () => {
  const asking = { requires: { labels: { room: '12' } } };
  const [grid, yoto] = toySweep('asks').groups;
  const spec = { ...toySweep('asks'), groups: [grid!, { ...yoto!, ...asking }] };
  const { id } = await rig.client.createSweep({ body: { spec } });
  const params = { id };
  const reasons = async () => {
    const [sweep, { items }] = await Promise.all([
      rig.client.getSweep({ params }),
      rig.client.listSweepJobs({ params }),
    ]);
    const ofJob = await rig.client.getJob({ params: { id: items.at(-1)!.id } });
    expect(ofJob.cannotStart).toEqual(items.at(-1)!.cannotStart);
    return { sweep: sweep.cannotStart, jobs: items.map(({ cannotStart }) => cannotStart) };
  };
  const noWorker = 'No worker is connected: start one with `yoto worker`';
  expect(await reasons()).toEqual({
    sweep: expect.arrayContaining([
      { jobs: 4, reason: noWorker },
      { jobs: 1, reason: noWorker },
    ]),
    jobs: Array(5).fill(noWorker),
  });

  const tasks = [{ id: 'test-toy', version: 1 }];
  await connect('plain', { tasks, labels: {} });
  const lack = 'No connected worker can run it: plain does not have the label room=12';
  expect(await reasons()).toEqual({
    sweep: [{ jobs: 1, reason: lack }],
    jobs: [null, null, null, null, lack],
  });

  await connect('in room 12', { tasks, labels: { room: '12' } });
  expect(await reasons()).toEqual({ sweep: [], jobs: Array(5).fill(null) });
});
