import { parametersAt } from '@yoto/core';
import { describe, expect, it } from 'vitest';
import type { ComparisonInput } from '../comparison-input.ts';
import { fixedGroup, job, point, seriesOf, smallSweep, task } from '../testing/small-sweep.ts';
import { compareSweep } from './compare-sweep.ts';

const quick = (input: ComparisonInput) => compareSweep(input, { resamples: 0 });
const losses = (input: ComparisonInput, name: string) =>
  seriesOf(input, name).points.map(({ fullLoss }) => fullLoss.value);
const regrets = (input: ComparisonInput, name: string) =>
  seriesOf(input, name).points.map(({ regret }) => regret.absolute.value);

describe('the points of a comparison', () => {
  it('are one series per group, ordered by lambda, then the single model', () => {
    const comparison = quick(smallSweep());
    expect(comparison.series.map(({ name, method }) => [name, method])).toEqual([
      ['yoto', 'yoto'],
      ['grid', 'fixed'],
      ['single model', 'single-model'],
    ]);
    expect(comparison.varying).toEqual(['kl']);
    expect(comparison.complete).toBe(true);
    for (const { points } of comparison.series) {
      expect(points.map(({ at }) => parametersAt(at).kl)).toEqual([1, 10]);
    }
  });

  it('have every term and their regret against the fixed model of the same lambda', () => {
    const yoto = seriesOf(smallSweep(), 'yoto');
    expect(yoto.points.map(({ values }) => [values.kl?.value, values.reconstruction?.value])).toEqual([
      [23, 20],
      [2, 62],
    ]);
    expect(losses(smallSweep(), 'yoto')).toEqual([43, 82]);
    expect(regrets(smallSweep(), 'yoto')).toEqual([3, 2]);
    expect(yoto.regret).toMatchObject({
      lambdas: 2,
      mean: { absolute: { value: 2.5 } },
      worst: { absolute: { value: 3 } },
    });
    expect(yoto.cost).toMatchObject({ jobs: 1, completedJobs: 1, steps: 10, deviceSeconds: 2 });
    const [own] = seriesOf(smallSweep(), 'grid').points;
    expect(own?.regret.absolute).toMatchObject({
      value: null,
      reason: expect.stringContaining('that the others are compared with'),
    });
  });

  it('choose as single model the one with the least loss over all lambdas, and re-weight its losses', () => {
    // lambda 1: (40 + 220) / 2 = 130; lambda 10: (62 + 80) / 2 = 71.
    expect(quick(smallSweep()).singleModel.value).toMatchObject({ lambda: { kl: 10 }, group: 'grid' });
    expect(losses(smallSweep(), 'single model')).toEqual([62, 80]);
    expect(regrets(smallSweep(), 'single model')).toEqual([22, 0]);
    expect(seriesOf(smallSweep(), 'single model').cost.jobs).toBe(1);
  });

  it('take the single model that the group names', () => {
    const input = smallSweep();
    const [yoto, grid] = input.spec.groups;
    const named = {
      ...input,
      spec: { groups: [yoto!, { ...grid!, singleModel: { kl: 1 } }] },
    } as ComparisonInput;
    expect(quick(named).singleModel.value).toEqual({
      lambda: { kl: 1 },
      group: 'grid',
      rule: expect.stringContaining('names'),
    });
    expect(losses(named, 'single model')).toEqual([40, 220]);
  });

  it('average seeds, and compare only those in common: one number everywhere', () => {
    // The grid has one seed more than YOTO, as when a YOTO job failed.
    const seeds = [0, 1, 2];
    const grid = seeds.map((seed) => ({ id: `f${seed}`, seed, kl: [10, 12, 50][seed]! }));
    const yoto = seeds.slice(0, 2).map((seed) => ({ id: `y${seed}`, seed, kl: [11, 15][seed]! }));
    const input: ComparisonInput = {
      ...smallSweep(),
      spec: { groups: [fixedGroup('grid', [{ kl: 1 }]), smallSweep().spec.groups[0]!] },
      jobs: [
        ...grid.map(({ id, seed }) => job(id, 'grid', { kl: 1 }, 'completed', seed)),
        ...yoto.map(({ id, seed }) => job(id, 'yoto', null, 'completed', seed)),
      ],
      evaluations: [...grid, ...yoto].map(({ id, kl }) => point(id, { kl: 1 }, { reconstruction: 0, kl })),
    };
    expect(losses(input, 'grid')).toEqual([24]);
    expect(losses(input, 'yoto')).toEqual([13]);
    const { series } = compareSweep(input);
    const { points, regret, warnings } = series.find(({ name }) => name === 'yoto')!;
    // (11 - 10 + 15 - 12) / 2, not 13 - 24: the third seed of the grid has no counterpart.
    expect(points[0]?.regret).toMatchObject({
      seeds: 2,
      absolute: { value: 2, interval: { low: 1, high: 3, seeds: 2 } },
    });
    expect(regret).toMatchObject({ pairing: 'paired', mean: { absolute: points[0]?.regret.absolute } });
    expect(regret.worst.absolute).toEqual(points[0]?.regret.absolute);
    expect(warnings).toEqual([expect.stringContaining('only the 2 seeds in common')]);
  });

  it('leave diverged seeds out and count them, and say why there is no value where all diverged', () => {
    const input = smallSweep();
    const diverged = {
      ...input,
      jobs: [...input.jobs, job('f1b', 'grid', { kl: 1 }, 'failed', 1)],
      evaluations: input.evaluations
        .map((one) => (one.jobId === 'f10' ? { ...one, losses: { reconstruction: null, kl: null } } : one))
        .concat(point('f1b', { kl: 1 }, { reconstruction: null, kl: 3 }) as never),
    };
    const [one, ten] = seriesOf(diverged, 'grid').points;
    expect(one).toMatchObject({ fullLoss: { value: 40 }, seeds: 1, diverged: 1 });
    expect(ten).toMatchObject({
      seeds: 0,
      diverged: 1,
      fullLoss: { value: null, reason: 'the model diverged' },
      values: { kl: { value: null, reason: 'the model diverged' } },
    });
    expect(seriesOf(diverged, 'yoto').points[1]?.regret.absolute.reason).toBe(
      'no fixed model was measured at this lambda',
    );
    expect(quick(diverged).singleModel.value).toMatchObject({ lambda: { kl: 1 } });
  });

  it('work on a sweep that has only begun', () => {
    const input = smallSweep();
    const begun: ComparisonInput = {
      ...input,
      jobs: input.jobs.map((one) => (one.id === 'f1' ? one : { ...one, state: 'queued' })),
      evaluations: input.evaluations.filter(({ jobId }) => jobId === 'f1'),
    };
    expect(quick(begun).complete).toBe(false);
    expect(seriesOf(begun, 'yoto').points).toEqual([]);
    expect(seriesOf(begun, 'yoto').regret.mean.absolute.value).toBeNull();
    expect(regrets(begun, 'single model')).toEqual([0, null]);
    const empty = quick({ ...begun, jobs: [], evaluations: [] });
    expect(empty.series.map(({ points }) => points)).toEqual([[], []]);
    expect(empty).toMatchObject({
      singleModel: { value: null, reason: 'no fixed model is measured yet' },
      complete: false,
    });
  });

  it('take the first of several fixed groups as the anchor', () => {
    const input = smallSweep();
    const wide: ComparisonInput = {
      ...input,
      spec: { groups: [...input.spec.groups, fixedGroup('wide', [{ kl: 1 }, { kl: 5 }])] },
      jobs: [...input.jobs, job('w1', 'wide', { kl: 1 }), job('w5', 'wide', { kl: 5 })],
      evaluations: [
        ...input.evaluations,
        point('w1', { kl: 1 }, { reconstruction: 15, kl: 20 }),
        point('w5', { kl: 5 }, { reconstruction: 1, kl: 1 }),
      ],
    };
    expect(regrets(wide, 'wide')).toEqual([-5, null]);
    expect(quick(wide)).toMatchObject({
      anchor: { value: 'grid' },
      singleModel: { value: { group: 'grid' } },
    });
  });

  it('can have any term, declared sum or metric on either axis', () => {
    const input = smallSweep();
    const asked = (axes: NonNullable<ComparisonInput['axes']>) =>
      quick({
        ...input,
        task: {
          ...task,
          metrics: [{ name: 'psnr', label: 'PSNR', unit: 'dB', better: 'higher' }],
          sums: [{ name: 'elbo', label: 'Negative ELBO', unit: 'nats', terms: ['reconstruction', 'kl'] }],
        },
        evaluations: input.evaluations.map((one) => ({ ...one, metrics: { psnr: 30 } })),
        axes,
      });
    const { axes, axisChoices, series } = asked({ x: 'psnr', y: 'elbo' });
    expect(axes).toEqual({
      x: { name: 'psnr', label: 'PSNR', unit: 'dB', kind: 'metric', better: 'higher' },
      y: { name: 'elbo', label: 'Negative ELBO', unit: 'nats', kind: 'sum', better: 'lower' },
    });
    expect(axisChoices.map(({ name }) => name)).toEqual(['reconstruction', 'kl', 'elbo', 'psnr']);
    expect(series[0]?.points.map(({ values }) => [values.psnr?.value, values.elbo?.value])).toEqual([
      [30, 43],
      [30, 64],
    ]);
    expect(() => asked({ x: 'mse' })).toThrow('choose one of reconstruction, kl, elbo, psnr');
    expect(() => asked({ x: 'elbo', y: 'elbo' })).toThrow('x and y are both "elbo"');
  });
});
