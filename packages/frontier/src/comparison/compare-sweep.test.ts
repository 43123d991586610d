import { parametersAt, SweepComparison } from '@yoto/core';
import { describe, expect, it } from 'vitest';
import type { ComparisonInput } from '../comparison-input.ts';
import { type SeededSweep, seededSweep } from '../testing/seeded-sweep.ts';
import { point, smallSweep } from '../testing/small-sweep.ts';
import { compareSweep } from './compare-sweep.ts';

const BETAS = [0.25, 0.5, 1, 2, 4, 8];
const sweep = (over: Partial<SeededSweep> = {}) =>
  seededSweep({ betas: BETAS, fixedSeeds: [0, 1, 2], yotoSeeds: [0, 1, 2], excess: 0.5, ...over });
const compared = (input: ComparisonInput) => {
  const comparison = compareSweep(input, { resamples: 200 });
  const series = (name: string) => {
    const found = comparison.series.find((one) => one.name === name);
    if (!found) throw new Error(`no series ${name}`);
    return found;
  };
  return { comparison, series };
};

describe('regret', () => {
  it('pairs equal seeds: noise that both share is gone', () => {
    const { series } = compared(sweep());
    const { regret, points } = series('yoto');
    // Above by 0.5 (1 + seed) on both terms: (1 + beta) times the mean over seeds, 1.
    expect(regret.pairing).toBe('paired');
    expect(points.map(({ regret }) => regret.absolute.value)).toEqual(
      BETAS.map((beta) => expect.closeTo(1 + beta, 9)),
    );
    const mean = regret.mean.absolute;
    expect(mean?.value).toBeCloseTo(1 + 15.75 / 6, 9);
    expect(mean?.interval).toMatchObject({
      low: expect.closeTo(3.625 / 2, 9),
      high: expect.closeTo(3.625 * 1.5, 9),
      seeds: 3,
    });
    expect(regret.worst.absolute.value).toBeCloseTo(9, 9);
    expect(regret.worstLambda).toEqual({ kl: 8 });
    // The fixed loss at beta 1 is 20 + 2 * 0.5 on average over seeds.
    expect(points[2]?.regret.relative.value).toBeCloseTo(2 / 21, 9);
    expect(series('grid').regret).toMatchObject({ lambdas: 0, mean: { absolute: { value: null } } });
    expect(series('single model').points.some(({ regret }) => regret.absolute.value === 0)).toBe(true);
  });

  it('has a mean whose share of the fixed models’ loss never contradicts its sign', () => {
    const input = sweep({ fixedSeeds: [0], yotoSeeds: [0], betas: [1, 2] });
    // 1 and 100 in the grid; YOTO is 0.5 below the one (-50 %) and 10 above the other (+10 %).
    const losses: Record<string, number> = { 'f1/0': 1, 'f2/0': 100, 'y/0 1': 0.5, 'y/0 2': 110 };
    const mean = compared({
      ...input,
      evaluations: input.evaluations.map((one) => ({
        ...one,
        losses: {
          reconstruction: losses[one.jobId] ?? losses[`${one.jobId} ${parametersAt(one.at).kl}`] ?? null,
          kl: 0,
        },
      })),
    }).series('yoto').regret.mean;
    expect(mean.absolute.value).toBeCloseTo(4.75, 9);
    expect(mean.relative.value).toBeCloseTo(4.75 / 50.5, 9);
  });

  it('resamples independently where seeds differ, and has no interval with one seed', () => {
    const unpaired = compared(sweep({ yotoSeeds: [7, 8] })).series('yoto').regret;
    expect(unpaired?.pairing).toBe('unpaired');
    expect(unpaired?.mean.absolute.interval?.seeds).toBe(2);
    const single = compared(sweep({ yotoSeeds: [0], fixedSeeds: [0] })).series('yoto').regret;
    expect(single?.mean.absolute).toMatchObject({ value: expect.closeTo(1.8125, 9), interval: null });
    expect(single?.mean.absolute.intervalReason).toMatch('one seed');
    const mixed = compared(sweep({ fixedSeeds: [0] })).series('yoto');
    expect(mixed.hypervolume.curve.ratio.interval).toBeNull();
    expect(mixed.hypervolume.curve.value.interval?.seeds).toBe(3);
    const some = compared(sweep({ yotoSeeds: [1, 2, 5] })).series('yoto');
    expect(some.points[0]?.regret.seeds).toBe(2);
    expect(some.warnings).toEqual([expect.stringContaining('only the 2 seeds in common')]);
  });

  it('leaves a diverged model out at its lambda only, and has no share of a loss that is not positive', () => {
    const input = sweep();
    const diverged = compared({
      ...input,
      evaluations: input.evaluations.map((one) =>
        one.jobId === 'f4/2' ? point('f4/2', { kl: 4 }, { reconstruction: null, kl: 3 }) : one,
      ),
    });
    const { points } = diverged.series('yoto');
    expect(points.map(({ regret }) => regret.seeds)).toEqual([3, 3, 3, 3, 2, 3]);
    // Seeds 0 and 1 alone: 0.75 (1 + 4).
    expect(points[4]?.regret.absolute.value).toBeCloseTo(3.75, 9);
    expect(diverged.series('grid').warnings).toEqual([
      expect.stringContaining('1 evaluations without a finite loss'),
    ]);
    const lowered = (by: number) =>
      compared({
        ...input,
        evaluations: input.evaluations.map((one) => ({
          ...one,
          losses: { ...one.losses, reconstruction: (one.losses.reconstruction as number) - by },
        })),
      }).series('yoto');
    const noShare = { value: null, reason: expect.stringContaining('not positive') };
    expect(lowered(1000).regret.mean.absolute.value).toBeCloseTo(3.625, 9);
    expect(lowered(1000).regret.mean.relative).toMatchObject(noShare);
    // A loss that crosses zero has shares at some lambdas, and no average of them.
    const crossing = lowered(30);
    const shares = crossing.points.map(({ regret }) => regret.relative.value);
    expect(shares).toContain(null);
    expect(shares.filter((share) => share !== null).length).toBeGreaterThan(0);
    expect(crossing.regret.mean.relative).toMatchObject(noShare);
    expect(crossing.regret.worst.relative).toMatchObject(noShare);
  });
});

describe('hypervolume and Bjontegaard differences of a sweep', () => {
  it('ranks the fixed grid, YOTO and the single model, in one box', () => {
    const { comparison, series } = compared(sweep());
    const ratio = (name: string) => series(name).hypervolume.curve.ratio.value as number;
    expect(ratio('grid')).toBe(1);
    expect(ratio('yoto')).toBeLessThan(1);
    expect(ratio('single model')).toBeLessThan(ratio('yoto'));
    expect(series('yoto').hypervolume.matched.lambdas).toBe(6);
    expect(series('yoto').hypervolume.curve.ratio.interval?.high).toBeLessThan(1);
    expect(series('grid').hypervolume.curve.share).toBeGreaterThan(0.5);
    expect(series('grid').hypervolume.terms.value).toMatchObject({
      value: null,
      reason: expect.stringContaining('two axes show every loss term'),
    });
    expect(comparison.hypervolumeBox.value?.ideal).toEqual({
      x: expect.closeTo(10 / Math.sqrt(8) + 0.5),
      y: expect.closeTo(5.5),
    });
    expect(comparison.bd.map(({ anchor, test }) => [anchor, test])).toEqual([
      ['grid', 'yoto'],
      ['grid', 'single model'],
      ['yoto', 'grid'],
      ['yoto', 'single model'],
      ['single model', 'grid'],
      ['single model', 'yoto'],
    ]);
    const [first, second, , third] = comparison.bd;
    expect(first?.rate.map(({ method }) => method)).toEqual(['pchip', 'akima', 'cubic']);
    for (const { difference, overlap, warnings } of first?.rate ?? []) {
      expect(difference.value).toBeGreaterThan(10);
      expect(overlap?.share).toBeGreaterThan(0.75);
      expect(warnings).toEqual([]);
    }
    expect(first?.rate[0]?.difference.interval?.low).toBeGreaterThan(0);
    expect(first?.rate[1]?.difference.intervalReason).toMatch('by pchip');
    expect(second?.rate[0]?.difference).toMatchObject({
      value: null,
      reason: expect.stringContaining('6 and 1'),
    });
    expect(third?.rate[0]?.difference.intervalReason).toBe('there is no value');
  });

  it('has volumes of all terms where there are three or more', () => {
    const input = sweep();
    const withTv = { name: 'tv', label: 'Total variation', weight: { fixed: 1 } };
    const { series } = compared({
      ...input,
      task: { ...input.task, lossTerms: [...input.task.lossTerms, withTv] },
      evaluations: input.evaluations.map((one) => ({ ...one, losses: { ...one.losses, tv: 2 } })),
    });
    expect(series('grid').hypervolume.terms).toMatchObject({
      terms: ['reconstruction', 'kl', 'tv'],
      ratio: { value: 1 },
    });
    expect(series('yoto').hypervolume.terms.ratio.value).toBeLessThan(1);
  });

  it('compares metrics in their own direction', () => {
    const input = sweep();
    const { comparison, series } = compared({
      ...input,
      task: {
        ...input.task,
        metrics: [{ name: 'psnr', label: 'PSNR', better: 'higher' }],
        frontierAxes: { x: 'kl', y: 'psnr' },
      },
      evaluations: input.evaluations.map((one) => ({
        ...one,
        metrics: { psnr: 50 - (one.losses.reconstruction as number) },
      })),
    });
    expect(comparison.axes.y.better).toBe('higher');
    expect(series('yoto').hypervolume.curve.ratio.value).toBeLessThan(1);
    expect(comparison.bd[0]?.rate[0]?.difference.value).toBeGreaterThan(0);
    expect(comparison.bd[0]?.metric[0]?.difference.value).toBeLessThan(0);
  });
});

describe('the whole comparison', () => {
  it('fits its wire schema, is deterministic, and says what it compares', () => {
    const { comparison } = compared(sweep());
    expect(SweepComparison.parse(JSON.parse(JSON.stringify(comparison)))).toEqual(comparison);
    expect(compareSweep(sweep(), { resamples: 200 })).toEqual(comparison);
    expect(comparison).toMatchObject({ anchor: { value: 'grid' }, varying: ['kl'], complete: true });
    expect(comparison.bootstrap).toMatchObject({ resamples: 200, level: 0.95, seed: 0 });
    expect(comparison.warnings).toEqual([
      'intervals over 3 seeds are too narrow: a nominal 95 % one holds the truth about 75 % of the time for symmetric errors, 65 % for strongly skewed ones',
    ]);
    expect(comparison.series[0]?.points[0]?.values.kl?.interval?.seeds).toBe(3);
  });

  it('has every value without resamples, and says that intervals are to come', () => {
    const { comparison } = compared(sweep());
    const quick = compareSweep(sweep(), { resamples: 0 });
    expect(quick.bootstrap).toBeNull();
    const values = (one: SweepComparison) =>
      one.series.map(({ points, regret }) => [
        regret.mean.absolute.value,
        ...points.map(({ values }) => values.kl?.value),
      ]);
    expect(values(quick)).toEqual(values(comparison));
    expect(quick.series[0]?.regret.mean.absolute).toMatchObject({
      interval: null,
      intervalReason: 'intervals are still being estimated',
    });
    expect(quick.bd.map(({ rate }) => rate[0]?.difference.value)).toEqual(
      comparison.bd.map(({ rate }) => rate[0]?.difference.value),
    );
  });

  it('works on sweeps that have only begun, and on sweeps without a fixed group', () => {
    const input = smallSweep();
    const empty = compared({ ...input, jobs: [], evaluations: [] }).comparison;
    expect(empty).toMatchObject({
      anchor: { value: null },
      hypervolumeBox: { value: null },
      bd: [],
      complete: false,
    });
    expect(empty.series.map(({ hypervolume }) => hypervolume.curve.value.reason)).toEqual([
      'nothing is measured',
      'nothing is measured',
    ]);
    const yotoOnly = compared({ ...input, spec: { groups: input.spec.groups.slice(0, 1) } }).comparison;
    expect(yotoOnly).toMatchObject({ anchor: { value: 'yoto' }, breakEven: [] });
    expect(yotoOnly.series[0]?.regret.mean.absolute.reason).toMatch('no fixed-weight model');
    const zeros = compared({
      ...input,
      evaluations: input.evaluations.map((one) => ({ ...one, losses: { ...one.losses, kl: 0 } })),
    }).comparison;
    expect(zeros.warnings).toContainEqual(expect.stringContaining('BD-rates do not exist'));
  });
});
