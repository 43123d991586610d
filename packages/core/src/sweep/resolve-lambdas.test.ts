import { describe, expect, test } from 'vitest';
import { fixed, issuesOf, labels, tasks, trainedGroups, written } from '../testing/sweep-specs.ts';
import { resolveSweepSpec } from './resolve-sweep.ts';
import { SweepSpec } from './sweep-spec.ts';

describe('lambdas of several weights and a loss parameter', () => {
  const inStyle = (groups: unknown[], rest: object = {}) =>
    written(groups, { ...rest, task: { id: 'style' } });
  const yoto = { kind: 'yoto', name: 'y' };

  test('lambdas take what they leave out from the defaults of the task', () => {
    const groups = trainedGroups(inStyle([{ ...fixed, lambdas: { kl: [1, 4] } }, yoto]));
    const lambdas = [1, 4].map((kl) => ({ kl, smooth: 1, power: 2 }));
    expect(groups.map(({ evaluation }) => evaluation.lambdas)).toEqual([lambdas, lambdas]);
  });
  test('what an earlier version stored can still be read, whatever its names and labels', () => {
    const spec = resolveSweepSpec(inStyle([yoto]), tasks);
    const old = {
      ...spec,
      name: 'hidden \u202e mark',
      groups: spec.groups.map((group) => ({ ...group, name: 'a\u200bb', labels: labels('a', 80) })),
    };
    expect(SweepSpec.parse(old)).toEqual(old);
    expect(() => resolveSweepSpec(old, tasks)).toThrow('U+202E');
  });
  test('the single model is one of the group, by its lambda or as the default of the task', () => {
    const lambdas = { kl: [1, 3] };
    const chosen = (singleModel: unknown) => {
      const [group] = resolveSweepSpec(inStyle([{ ...fixed, lambdas, singleModel }]), tasks).groups;
      return group?.kind === 'fixed' && group.singleModel;
    };
    expect(chosen(undefined)).toBeUndefined();
    expect(chosen({ kl: 1 })).toEqual({ kl: 1, smooth: 1, power: 2 });
    expect(chosen('default')).toEqual({ kl: 3, smooth: 1, power: 2 });
    expect(() => chosen({ kl: 2 })).toThrow('the group trains no model for kl 2');
    expect(() => resolveSweepSpec(written([{ ...fixed, singleModel: 'default' }]), tasks)).toThrow(
      'has no default weights',
    );
  });
  test('a parameter is drawn from its range like a weight, unless the sweep says otherwise', () => {
    const own = { power: { kind: 'fixed', value: 1 } };
    const groups = [yoto, { ...yoto, name: 'own', distribution: own }];
    const resolved = trainedGroups(inStyle(groups));
    expect(resolved.map((group) => group.kind === 'yoto' && group.distribution.power)).toEqual([
      { kind: 'uniform', min: 1, max: 2 },
      own.power,
    ]);
    const [first] = resolved;
    expect(first?.evaluation.lambdas).toContainEqual({ kl: 3, smooth: 1, power: 1 });
    expect(first?.evaluation.lambdas).toContainEqual({ kl: 3, smooth: 4, power: 2 });
  });
  test('sets may be asked for to train and to evaluate, and stay as they were resolved', () => {
    const lambdas = { oneAtATime: { factors: [0.1, 10] } };
    const evaluation = { lambdas: { sobol: { count: 16 } } };
    const spec = resolveSweepSpec(
      inStyle([
        { ...fixed, lambdas },
        { ...yoto, evaluation },
      ]),
      tasks,
    );
    expect(trainedGroups(spec).map((group) => group.evaluation.lambdas.length)).toEqual([5, 16]);
    expect(resolveSweepSpec(spec, tasks)).toEqual(spec);
  });
  test('a model that is told logarithms is not evaluated by default where a fixed one leaves a term out', () => {
    const groups = [{ ...fixed, lambdas: { smooth: [0, 1] } }, yoto];
    const evaluated = (rest: object) =>
      trainedGroups(inStyle(groups, rest)).map((group) =>
        group.evaluation.lambdas.map((lambda) => lambda.smooth),
      );
    expect(evaluated({})).toEqual([[0, 1], [1]]);
    expect(evaluated({ defaults: { conditioning: { preprocess: 'raw' } } })).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });
  const nothing = { smooth: { kind: 'uniform', min: 0, max: 1 } };
  test.each([
    [
      'a log scale from 0',
      { ...yoto, distribution: { kl: { kind: 'log-uniform', min: 0, max: 1 } } },
      /log scale/,
    ],
    ['0 told as a logarithm', { ...yoto, distribution: nothing }, /"smooth" may be drawn as 0.*"raw"/],
    ['0 evaluated', { ...yoto, evaluation: { lambdas: { smooth: [0] } } }, /told 0.*"raw"/],
    [
      '0 interpolated',
      { ...fixed, lambdas: { smooth: [0, 1] }, interpolation: true },
      /"smooth", and 0 has none/,
    ],
    ['a parameter interpolated', { ...fixed, lambdas: { power: [1, 2] }, interpolation: true }, /one weight/],
    ['no factor', { ...fixed, lambdas: { oneAtATime: { factors: [] } } }, /at least one factor/],
    ['too many', { ...fixed, lambdas: { random: { count: 1e9, seed: 0 } } }, /500/],
    [
      'an unknown range',
      { ...fixed, lambdas: { sobol: { count: 4, ranges: { kll: { min: 1, max: 2 } } } } },
      /"kll"/,
    ],
  ])('refuses %s in words', (_what, group, message) => {
    const { code, issues } = issuesOf(inStyle([group]));
    expect(code).toBe('invalid_input');
    expect(issues.map((issue) => issue.message).join()).toMatch(message);
  });
  test('0 may be drawn for a model that is told the weights themselves', () => {
    const raw = { ...yoto, distribution: nothing, conditioning: { preprocess: 'raw' } };
    const [group] = trainedGroups(inStyle([raw]));
    expect(group?.evaluation.lambdas).toContainEqual({ kl: 3, smooth: 0, power: 2 });
  });
});
