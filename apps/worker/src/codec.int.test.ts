/** Codecs and the data of a job through a real worker. */
import type { SweepSpecInput } from '@yoto/core';
import type { JobRow } from '@yoto/storage';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inState, type WorkerRig, workerRig } from './testing/worker-rig.ts';

let rig: WorkerRig;
beforeEach(async () => {
  rig = await workerRig();
});
afterEach(() => rig.close());

const groups: SweepSpecInput['groups'] = [
  { kind: 'codec', name: 'by hand', codec: 'straight', settings: [50, 25] },
  { kind: 'fixed', name: 'grid', lambdas: { 'near-b': [1] } },
];

test('a codec is measured with each of its settings; no model is trained, nothing is left to resume from', async () => {
  const [codec, fixed] = (await rig.submit({
    groups,
    defaults: { steps: 5, evaluation: { examples: 6 } },
  })) as [JobRow, JobRow];
  await rig.startWorker();
  const done = await rig.waitFor(codec.id, inState('completed'));
  expect(done).toMatchObject({ attempt: 1, step: 1 });
  // The squared distance of the two points is 6.25.
  const points = await rig.storage.points.evaluations(done.id);
  expect(points).toMatchObject([
    { step: 1, setting: { percent: 25 }, losses: { 'near-a': 0.390625, 'near-b': 3.515625 }, examples: 6 },
    { step: 1, setting: { percent: 50 }, losses: { 'near-a': 1.5625, 'near-b': 1.5625 }, examples: 6 },
  ]);
  expect(points[0]?.metrics['distance-to-a']).toBeCloseTo(0.625, 9);
  expect(await rig.storage.checkpoints.list(done.id)).toEqual([]);
  expect((await rig.storage.artifacts.list(done.id)).map(({ name }) => name)).toEqual([
    'examples.json',
    'log.txt',
  ]);

  await rig.waitFor(fixed.id, inState('completed'));
  const recorded = await Promise.all([codec, fixed].map(({ id }) => rig.storage.jobs.attempts(id)));
  const data = recorded[0]?.[0]?.data;
  expect(data).toEqual({
    description: 'two points with noise',
    fingerprint: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), covers: expect.any(String) },
    frozen: [],
  });
  expect(recorded.map(([attempt]) => attempt?.data)).toEqual([data, data]);
  expect(await rig.storage.jobs.dataOfSweep(codec.sweepId)).toEqual([{ ...data, jobs: 2, attempts: 2 }]);
});
