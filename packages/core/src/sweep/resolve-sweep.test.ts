import { describe, expect, test } from 'vitest';
import { fixed, issuesOf, tasks, trainedGroups, written } from '../testing/sweep-specs.ts';
import { resolveSweepSpec } from './resolve-sweep.ts';

describe('resolveSweepSpec', () => {
  test('keeps optional settings that have no default', () => {
    const clipped = { ...fixed, optimiser: { maxGradientNorm: 3 } };
    const optimiser = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
    expect(trainedGroups(written([clipped]))[0]?.optimiser).toEqual({
      ...optimiser,
      maxGradientNorm: 3,
    });
    expect(trainedGroups(written([fixed]))[0]?.optimiser).toEqual(optimiser);
  });
  test('fills every default from the data set and the product', () => {
    const spec = resolveSweepSpec(written([fixed, { kind: 'yoto', name: 'yoto' }]), tasks);
    expect(spec.dataset).toEqual({ id: 'images', params: { flip: true } });
    expect(spec.task.params).toEqual({ latents: 10 });
    expect(spec.groups[0]).toMatchObject({
      steps: 1000,
      batchSize: 64,
      seeds: [0],
      conditioning: { kind: 'none' },
    });
    expect(spec.groups[1]).toMatchObject({
      conditioning: { kind: 'film', preprocess: 'log', hiddenUnits: 256, strength: 0.1 },
      distribution: { kl: { kind: 'log-uniform', min: 0.5, max: 512 } },
      evaluation: { lambdas: [{ kl: 1 }, { kl: 4 }], everySteps: 100 },
      checkpoint: { everySteps: 100 },
    });
  });

  test('a group overrides the defaults of the sweep, which override the data set, field by field', () => {
    const spec = resolveSweepSpec(
      written([{ ...fixed, retry: { maxAttempts: 1 }, labels: { a: '2' } }], {
        defaults: { steps: 50, retry: { backoffMs: 10 }, labels: { a: '1', b: '1' } },
      }),
      tasks,
    );
    expect(spec.groups[0]).toMatchObject({
      steps: 50,
      retry: { maxAttempts: 1, backoffMs: 10 },
      labels: { a: '2', b: '1' },
    });
  });

  test('resolving a stored spec again through its written form changes nothing that matters', () => {
    const once = resolveSweepSpec(written([fixed]), tasks);
    expect(resolveSweepSpec(written([fixed]), tasks)).toEqual(once);
  });

  test('weights are mixed of any task, outputs only where it says how', () => {
    const mixed = { ...fixed, interpolation: 'weights' };
    expect(trainedGroups(written([mixed]))[0]).toMatchObject({ interpolation: 'weights' });
    expect(issuesOf(written([{ ...fixed, interpolation: true }])).issues[0]?.message).toMatch(
      /write "weights"/,
    );
  });

  test('an interpolation is left out unless a group asks for it', () => {
    const groups = [fixed, { ...fixed, name: 'mixed', interpolation: true }];
    const spec = resolveSweepSpec(written(groups, { task: { id: 'mixing-vae' } }), tasks);
    expect(spec.groups.map((group) => group.kind === 'fixed' && group.interpolation)).toEqual([false, true]);
  });

  test('mixtures are evaluated at the lambdas of their models, or where the group says', () => {
    const extremes = { ...fixed, lambdas: { kl: [1, 4] }, interpolation: true };
    const groups = [extremes, { ...extremes, name: 'between', evaluation: { lambdas: { kl: [1, 2, 3] } } }];
    const [first, second] = trainedGroups(written(groups, { task: { id: 'mixing-vae' } }));
    expect(first?.evaluation.lambdas).toEqual([{ kl: 1 }, { kl: 4 }]);
    expect(second).toMatchObject({
      lambdas: [{ kl: 1 }, { kl: 4 }],
      evaluation: { lambdas: [{ kl: 1 }, { kl: 2 }, { kl: 3 }] },
    });
  });

  test('without fixed groups, YOTO is evaluated evenly over its own range', () => {
    const [group] = trainedGroups(written([{ kind: 'yoto', name: 'y' }]));
    const values = group?.evaluation.lambdas.map((lambda) => lambda.kl);
    expect(values).toHaveLength(8);
    expect(values?.[0]).toBe(0.5);
    expect(values?.[7]).toBe(512);
  });

  test('film may be written as a word, and is ignored by fixed groups when it is a default', () => {
    const groups = trainedGroups(
      written([fixed, { kind: 'yoto', name: 'y' }], { defaults: { conditioning: 'concat' } }),
    );
    expect(groups.map((group) => group.conditioning.kind)).toEqual(['none', 'concat']);
  });

  test('an unknown task names those that exist', () => {
    expect(issuesOf({ ...written([fixed]), task: { id: 'gan' } })).toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('vae'),
    });
  });
});
