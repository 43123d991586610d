/** Sweeps over several weights: what is defined on a curve needs a slice; what is not, does not. */
import { type Lambda, SweepComparison } from '@yoto/core';
import { describe, expect, it } from 'vitest';
import type { ComparedTask, ComparisonInput } from '../comparison-input.ts';
import { fixedGroup, job, point, yotoGroup } from '../testing/small-sweep.ts';
import { compareSweep } from './compare-sweep.ts';

const WEIGHTS = ['content', 'style1', 'style2', 'style3', 'style4'];
const task: ComparedTask = {
  lossTerms: WEIGHTS.map((name) => ({ name, label: name, weight: { min: 0.1, max: 10, scale: 'log' } })),
  metrics: [],
  frontierAxes: { x: 'content', y: 'style' },
  sums: [{ name: 'style', label: 'Style', terms: WEIGHTS.slice(1) }],
  defaultLambda: Object.fromEntries(WEIGHTS.map((name) => [name, 1])),
};
/** Each term minimises lambda * term + 1 / term: the best is 1 / sqrt(lambda). */
const best = (lambda: Lambda, above = 0) =>
  Object.fromEntries(Object.entries(lambda).map(([name, weight]) => [name, (1 + above) / Math.sqrt(weight)]));

function sweepOf(lambdas: readonly Lambda[], over: Partial<ComparisonInput> = {}): ComparisonInput {
  const fixed = lambdas.map((lambda, i) => ({ id: `f${i}`, lambda }));
  return {
    sweepId: 's',
    task,
    spec: { groups: [fixedGroup('grid', [...lambdas]), yotoGroup('yoto', [...lambdas])] },
    jobs: [...fixed.map(({ id, lambda }) => job(id, 'grid', lambda)), job('y', 'yoto', null)],
    evaluations: [
      ...fixed.map(({ id, lambda }) => point(id, lambda, best(lambda))),
      ...lambdas.map((lambda) => point('y', lambda, best(lambda, 0.05))),
    ],
    ...over,
  };
}
const usual = task.defaultLambda!;
/** The paper's figure 6a: the default, and one weight times ten or a tenth of it at a time. */
const ONE_AT_A_TIME = [usual, ...WEIGHTS.flatMap((name) => [0.1, 10].map((w) => ({ ...usual, [name]: w })))];
const seriesOf = ({ series }: SweepComparison, name: string) => series.find((one) => one.name === name)!;

describe('five weights', () => {
  const comparison = compareSweep(sweepOf(ONE_AT_A_TIME), { resamples: 20 });

  it('have a regret at every lambda, and no number of a curve without its reason', () => {
    expect(SweepComparison.parse(JSON.parse(JSON.stringify(comparison)))).toEqual(comparison);
    expect(comparison.varying).toEqual(WEIGHTS);
    const yoto = seriesOf(comparison, 'yoto');
    expect(yoto.regret).toMatchObject({ lambdas: 11 });
    expect(yoto.regret.mean.relative.value).toBeCloseTo(0.05, 9);
    const reason = expect.stringContaining('5 parameters vary');
    expect(comparison.slice).toEqual({ value: null, reason });
    expect(comparison.hypervolumeBox).toEqual({ value: null, reason });
    for (const { rate, metric } of comparison.bd) {
      for (const { difference } of [...rate, ...metric])
        expect(difference).toMatchObject({ value: null, reason });
    }
    expect(yoto.coverage).toEqual({ value: null, reason });
    expect(yoto.hypervolume.matched.value).toMatchObject({ value: null, reason });
    expect(yoto.hypervolume.curve.ratio).toMatchObject({ value: null, reason });
    expect(yoto.hypervolume.terms.value.value).toBeGreaterThan(0);
    expect(yoto.hypervolume.terms.ratio.value).toBeLessThan(1);
    // Every weight has a line through the default: 2 pairs of neighbours each.
    expect(yoto.monotonicity.value?.checked).toBe(10);
  });

  it('have curves on a slice, which says what is held', () => {
    const along = (name: string) =>
      compareSweep(sweepOf(ONE_AT_A_TIME, { slice: { along: name } }), { resamples: 0 });
    const content = along('content');
    const { content: _content, ...others } = usual;
    expect(content.slice.value).toEqual({ along: 'content', base: others, lambdas: 3 });
    const rate = content.bd.find(({ anchor, test }) => anchor === 'grid' && test === 'yoto')?.rate[0];
    expect(rate?.points).toEqual({ anchor: 1, test: 1 });
    expect(rate?.difference.reason).toMatch('2 points');
    const styled = compareSweep(
      sweepOf(ONE_AT_A_TIME, { slice: { along: 'content' }, axes: { x: 'content', y: 'style1' } }),
      { resamples: 0 },
    );
    expect(styled.series[0]?.points).toHaveLength(11);
    expect(() => along('style5')).toThrow('does not vary in this sweep; choose one of content, style1');
  });
});

describe('a grid of two weights', () => {
  const values = [0.25, 0.5, 1, 2, 4];
  const pair: ComparedTask = {
    ...task,
    lossTerms: ['content', 'style1'].map((name) => ({
      name,
      label: name,
      weight: { min: 0.1, max: 10, scale: 'log' as const },
    })),
    frontierAxes: { x: 'content', y: 'style1' },
    sums: [],
    defaultLambda: { content: 2, style1: 0.5 },
  };
  const grid = values.flatMap((content) => values.map((style1) => ({ content, style1 })));
  // Trading one against the other, so that a slice is a curve.
  const traded = ({ content = 1, style1 = 1 }: Lambda, above: number) => ({
    content: above + Math.sqrt(style1 / content),
    style1: above + Math.sqrt(content / style1),
  });
  const input = (slice: NonNullable<ComparisonInput['slice']>): ComparisonInput => {
    const sweep = sweepOf(grid, { task: pair, slice });
    const evaluations = sweep.evaluations.map((one) => {
      const lambda = 'lambda' in one.at ? one.at.lambda : {};
      return { ...one, losses: traded(lambda, one.jobId === 'y' ? 0.1 : 0) };
    });
    return { ...sweep, evaluations };
  };
  const bdOf = (slice: NonNullable<ComparisonInput['slice']>) => {
    const comparison = compareSweep(input(slice), { resamples: 0 });
    const found = comparison.bd.find(({ anchor, test }) => anchor === 'grid' && test === 'yoto');
    return { comparison, rate: found!.rate[0]! };
  };

  it('is compared along the one asked for, through the default of the other', () => {
    const { comparison, rate } = bdOf({ along: 'content' });
    expect(comparison.slice.value).toEqual({ along: 'content', base: { style1: 0.5 }, lambdas: 5 });
    expect(rate.points).toEqual({ anchor: 5, test: 5 });
    expect(rate.leftOut).toEqual({ anchor: 0, test: 0 });
    expect(rate.difference.value).toBeGreaterThan(0);
    expect(comparison.series[0]?.hypervolume.curve.value.value).toBeGreaterThan(0);
  });

  it('is held at another base when asked, and refuses one that was not measured', () => {
    const { comparison, rate } = bdOf({ along: 'content', base: { style1: 4 } });
    expect(comparison.slice.value?.base).toEqual({ style1: 4 });
    expect(rate.points).toEqual({ anchor: 5, test: 5 });
    expect(() => bdOf({ along: 'content', base: { style1: 3 } })).toThrow(
      'no lambda of the sweep has style1 3; it has 0.25, 0.5, 1, 2, 4',
    );
  });
});

it('re-weights a single model only with terms of the same loss parameter', () => {
  const lambdas = [1, 2].flatMap((p) => [1, 10].map((kl) => ({ kl, p })));
  const terms: ComparedTask = {
    lossTerms: [
      { name: 'rec', label: 'Rec', weight: { fixed: 1 } },
      { name: 'kl', label: 'KL', weight: { min: 1, max: 10, scale: 'log' } },
    ],
    metrics: [],
    frontierAxes: { x: 'kl', y: 'rec' },
    lossParameters: [{ name: 'p' }],
  };
  // A fixed model is evaluated at its own weight and every p; `rec` depends on p.
  const evaluations = lambdas.flatMap((own, i) =>
    [1, 2].map((p) => point(`f${i}`, { kl: own.kl, p }, { rec: 100 * p + i, kl: own.kl === 1 ? 9 : 1 })),
  );
  const input: ComparisonInput = {
    sweepId: 's',
    task: terms,
    spec: { groups: [fixedGroup('grid', lambdas)] },
    jobs: lambdas.map((lambda, i) => job(`f${i}`, 'grid', lambda)),
    evaluations,
  };
  const comparison = compareSweep(input, { resamples: 0 });
  expect(comparison.varying).toEqual(['kl', 'p']);
  const single = seriesOf(comparison, 'single model');
  // f1 (kl 10, p 1): rec 101 at p = 1 and 201 at p = 2.
  expect(comparison.singleModel.value?.lambda).toEqual({ kl: 10, p: 1 });
  expect(single.points.map(({ at, values }) => ['lambda' in at && at.lambda.p, values.rec?.value])).toEqual([
    [1, 101],
    [2, 201],
    [1, 101],
    [2, 201],
  ]);
  const onlyOwn = evaluations.filter(({ jobId, at }) => {
    const own = lambdas[Number(jobId.slice(1))];
    return 'lambda' in at && at.lambda.p === own?.p;
  });
  const { singleModel } = compareSweep({ ...input, evaluations: onlyOwn }, { resamples: 0 });
  expect(singleModel).toEqual({
    value: null,
    reason: expect.stringMatching(/every value of p, .*choose one with `singleModel`/),
  });
});
