import { planSweep, resolveSweepSpec, taskCatalogue } from '@yoto/core';
import { expect, test } from 'vitest';
import { compressionSpec } from './spec.ts';

const tasks = taskCatalogue([compressionSpec]);

test.each(['figure-5-tecnick', 'figure-10-kodak'])(
  "%s has the paper's settings at the scale paper",
  (name) => {
    const spec = resolveSweepSpec(tasks.preset(name).spec('paper'), tasks);
    const groups = Object.fromEntries(spec.groups.map((group) => [group.name, group]));
    const shared = {
      steps: 1_000_000,
      learningRate: 1e-4,
      schedule: { kind: 'constant' },
      weightDecay: 0,
      optimiser: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    };
    const range = { distortion: { kind: 'log-uniform', min: 1.2e-3, max: 2.6e-1 } };
    const film = { kind: 'film', preprocess: 'log', hiddenUnits: 128, strength: 0.01 };
    const yoto = { ...shared, kind: 'yoto', distribution: range, conditioning: film };
    expect(groups).toMatchObject({
      YOTO: { ...yoto, batchSize: 8, widthMultiplier: 1 },
      'YOTO larger batch': { ...yoto, batchSize: 16, widthMultiplier: 1 },
      'YOTO wider': { ...yoto, batchSize: 8, widthMultiplier: 4 / 3 },
      'YOTO wider, larger batch': { ...yoto, batchSize: 16, widthMultiplier: 4 / 3 },
      'fixed weights': { ...shared, kind: 'fixed', batchSize: 8, widthMultiplier: 1 },
    });
    expect(spec.task.params).toEqual({ channels: 192 });
    expect(spec.dataset.params).toMatchObject({ folder: 'photos', cropSize: 256 });
    expect(planSweep(spec).groups.map(({ jobs }) => jobs)).toEqual([1, 1, 1, 1, 8, 1, 1, 1]);
  },
);

test('crops are multiples of 64 pixels', () => {
  const { params } = compressionSpec.datasets[0] ?? {};
  expect(params?.safeParse({ cropSize: 128 }).success).toBe(true);
  expect(params?.safeParse({ cropSize: 100 }).success).toBe(false);
});

test('a folder to train on that is held out as well is refused when a sweep is submitted', () => {
  const params = { folder: 'photos', evaluationFolder: './photos/' };
  const written = { name: 's', task: { id: 'compression' }, groups: [{ kind: 'yoto', name: 'y' }] };
  const resolve = () => resolveSweepSpec({ ...written, dataset: { id: 'images', params } }, tasks);
  expect(resolve).toThrow(/dataset\.params\.evaluationFolder: is the folder that the model trains on/);
});
