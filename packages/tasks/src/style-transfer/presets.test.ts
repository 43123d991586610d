import { planSweep, resolveSweepSpec, taskCatalogue } from '@yoto/core';
import { describe, expect, test } from 'vitest';
import { styleTransferSpec } from './spec.ts';

const tasks = taskCatalogue([styleTransferSpec]);
const resolved = (name: string, scale: 'tiny' | 'small' | 'paper') =>
  resolveSweepSpec(tasks.preset(name).spec(scale), tasks);
const DEFAULT = { content: 2, 'style-1': 1e-3, 'style-2': 1e-3, 'style-3': 1e-3, 'style-4': 1e-2 };

describe("has the paper's settings at the scale paper", () => {
  test.each(['figure-6a', 'figure-6b', 'figure-7', 'figure-11'])('%s', (name) => {
    const spec = resolved(name, 'paper');
    const style = { kind: 'log-uniform', min: 1e-4, max: 1e-1 };
    expect(spec.groups[0]).toMatchObject({
      kind: 'yoto',
      steps: 2_000_000,
      learningRate: 1e-5,
      batchSize: 8,
      schedule: { kind: 'constant' },
      conditioning: { kind: 'film', preprocess: 'log', hiddenUnits: 512 },
      distribution: {
        content: { kind: 'log-uniform', min: 0.1, max: 100 },
        'style-1': style,
        'style-2': style,
        'style-3': style,
        'style-4': { kind: 'log-uniform', min: 1e-3, max: 1 },
      },
    });
    expect(spec.task.params).toMatchObject({
      featureNetwork: 'vgg16',
      styleNetwork: 'inception-v3',
      channels: 32,
    });
    expect(spec.dataset.params).toMatchObject({ imageSize: 256 });
  });
});

test('figure 6a: the default and each weight ten times as great or as small; the single model is the default', () => {
  const spec = resolved('figure-6a', 'small');
  const fixed = spec.groups[1];
  if (fixed?.kind !== 'fixed') throw new Error('no fixed group');
  const changed = (name: keyof typeof DEFAULT, value: number) => ({ ...DEFAULT, [name]: value });
  expect(fixed.lambdas).toEqual([
    DEFAULT,
    ...[changed('content', 0.2), changed('content', 20)],
    ...[changed('style-1', 1e-4), changed('style-1', 1e-2)],
    ...[changed('style-2', 1e-4), changed('style-2', 1e-2)],
    ...[changed('style-3', 1e-4), changed('style-3', 1e-2)],
    ...[changed('style-4', 1e-3), changed('style-4', 1e-1)],
  ]);
  expect(fixed.singleModel).toEqual(DEFAULT);
  const [yoto] = spec.groups;
  expect(yoto?.kind === 'yoto' && yoto.evaluation.lambdas).toEqual(fixed.lambdas);
});

test('figure 6b: the specialist draws the content weight alone, and the two extreme models are mixed', () => {
  const spec = resolved('figure-6b', 'small');
  const specialist = spec.groups[1];
  const { content: _content, ...held } = DEFAULT;
  expect(specialist?.kind === 'yoto' && specialist.distribution).toEqual({
    content: { kind: 'log-uniform', min: 0.1, max: 100 },
    ...Object.fromEntries(Object.entries(held).map(([name, value]) => [name, { kind: 'fixed', value }])),
  });
  expect(planSweep(spec).groups).toMatchObject([
    { jobs: 1 },
    { jobs: 1 },
    { kind: 'fixed', jobs: 5 },
    { kind: 'interpolation', jobs: 1 },
  ]);
});

test.each(['tiny', 'small', 'paper'] as const)(
  'figures 7 and 11 at the scale %s: no lambda twice',
  (scale) => {
    const lambdas = (name: string) => {
      const fixed = resolved(name, scale).groups[1];
      return fixed?.kind === 'fixed' ? fixed.lambdas : [];
    };
    const varying = (name: string) => {
      const all = lambdas(name);
      return Object.keys(DEFAULT).filter((weight) => new Set(all.map((lambda) => lambda[weight])).size > 1);
    };
    expect(varying('figure-7')).toEqual(['content', 'style-3']);
    expect(varying('figure-11')).toEqual(Object.keys(DEFAULT));
  },
);

test('a setting that makes no sense is refused when a sweep is submitted', () => {
  const written = { name: 's', groups: [{ kind: 'yoto', name: 'y' }] };
  const resolve = (task: object, dataset: object) => () =>
    resolveSweepSpec({ ...written, task: { id: 'style-transfer', ...task }, dataset }, tasks);
  expect(resolve({ params: { featureNetwork: 'vgg21' } }, { id: 'patterns' })).toThrow(/featureNetwork/);
  expect(resolve({}, { id: 'patterns', params: { imageSize: 33 } })).toThrow(/imageSize/);
  expect(resolve({}, { id: 'pictures', params: { styleFolder: '' } })).toThrow(/styleFolder/);
});
