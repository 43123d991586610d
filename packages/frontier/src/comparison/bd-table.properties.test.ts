/** Every pair is compared both ways round, and the two agree. */
import type { BdComparison, SweepComparison } from '@yoto/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComparisonInput } from '../comparison-input.ts';
import { fixedGroup, job, type Losses, point, task, yotoGroup } from '../testing/small-sweep.ts';
import { compareSweep } from './compare-sweep.ts';

const LAMBDAS = [0.5, 1, 2, 8, 64].map((kl) => ({ kl }));

interface Shape {
  scale: number;
  shift: number;
}

/** On the hyperbola `scale / kl`, moved up; a model's seeds differ a little. */
const lossesAt = (beta: number, seed: number, { scale, shift }: Shape): Losses => ({
  reconstruction: scale * 10 * Math.sqrt(beta) + shift + seed / 10,
  kl: (scale * 10) / Math.sqrt(beta) + seed / 10,
});

/** A fixed grid, and a YOTO group for each shape; `seedsOf` gives those of a group, the grid being the first. */
function sweepOf(shapes: readonly Shape[], seedsOf: (group: number) => number[]): ComparisonInput {
  const grid = seedsOf(0).flatMap((seed) =>
    LAMBDAS.map((lambda) => ({
      job: job(`f${lambda.kl}/${seed}`, 'grid', lambda, 'completed', seed),
      points: [point(`f${lambda.kl}/${seed}`, lambda, lossesAt(lambda.kl, seed, { scale: 1, shift: 0 }))],
    })),
  );
  const yoto = shapes.flatMap((shape, index) =>
    seedsOf(index + 1).map((seed) => ({
      job: job(`y${index}/${seed}`, `yoto ${index}`, null, 'completed', seed),
      points: LAMBDAS.map((lambda) => point(`y${index}/${seed}`, lambda, lossesAt(lambda.kl, seed, shape))),
    })),
  );
  const models = [...grid, ...yoto];
  return {
    sweepId: 'sweep',
    task,
    spec: { groups: [fixedGroup('grid', LAMBDAS), ...shapes.map((_, i) => yotoGroup(`yoto ${i}`, LAMBDAS))] },
    jobs: models.map((model) => model.job),
    evaluations: models.flatMap(({ points }) => points),
  };
}

function comparisonOf({ bd }: SweepComparison, anchor: string, test: string): BdComparison {
  const found = bd.find((one) => one.anchor === anchor && one.test === test);
  if (!found) throw new Error(`${test} is not compared with ${anchor}`);
  return found;
}

const shape = fc.record({
  scale: fc.double({ min: 0.5, max: 2, noNaN: true }),
  shift: fc.double({ min: 0, max: 5, noNaN: true }),
});

describe('the table of Bjontegaard differences', () => {
  it('has every ordered pair, and the two ways round of each undo each other', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(fc.array(shape, { minLength: 1, maxLength: 3 }), (shapes) => {
        const comparison = compareSweep(
          sweepOf(shapes, () => [0, 1]),
          { resamples: 20 },
        );
        const names = comparison.series.map(({ name }) => name);
        expect(comparison.bd).toHaveLength(names.length * (names.length - 1));
        for (const there of comparison.bd)
          expectInverse(there, comparisonOf(comparison, there.test, there.anchor));
      }),
      { numRuns: 20 },
    );
  });

  it('has intervals for every pair where few resamples differ, else for pairs with the anchor', () => {
    const shapes = [
      { scale: 1.1, shift: 0 },
      { scale: 1.2, shift: 1 },
    ];
    const interval = (seedsOf: (group: number) => number[], anchor: string, test: string) => {
      const { rate } = comparisonOf(compareSweep(sweepOf(shapes, seedsOf)), anchor, test);
      return rate.find(({ method }) => method === 'pchip')?.difference;
    };
    const paired = () => [0, 1, 2];
    expect(interval(paired, 'yoto 0', 'yoto 1')?.interval?.seeds).toBe(3);
    const apart = (group: number) => [0, 1, 2, 3, 4].map((seed) => seed + 10 * group);
    expect(interval(apart, 'yoto 0', 'yoto 1')).toMatchObject({
      interval: null,
      intervalReason: expect.stringContaining('with the anchor only'),
    });
    expect(interval(apart, 'grid', 'yoto 1')?.interval?.seeds).toBe(5);
    expect(interval(apart, 'yoto 1', 'grid')?.interval?.seeds).toBe(5);
  });

  it('compares very many series with the anchor only, both ways round', () => {
    const shapes = Array.from({ length: 12 }, (_, i) => ({ scale: 1 + i / 20, shift: 0 }));
    const { bd, series } = compareSweep(sweepOf(shapes, () => [0]));
    expect(series.length).toBeGreaterThan(12);
    expect(bd).toHaveLength(2 * (series.length - 1));
    expect(bd.every(({ anchor, test }) => anchor === 'grid' || test === 'grid')).toBe(true);
  });
});

/** (1 + rate there) (1 + rate back) = 1, and metrics are opposite: on the same overlap, from the same points. */
function expectInverse(there: BdComparison, back: BdComparison): void {
  there.rate.forEach((rate, i) => {
    const reverse = back.rate[i]!;
    expect(reverse.method).toBe(rate.method);
    expectSameGround(rate, reverse);
    if (rate.difference.value === null) expect(reverse.difference.value).toBeNull();
    else {
      const product = (1 + rate.difference.value / 100) * (1 + (reverse.difference.value as number) / 100);
      expect(product).toBeCloseTo(1, 8);
    }
  });
  there.metric.forEach((metric, i) => {
    const reverse = back.metric[i]!;
    expectSameGround(metric, reverse);
    if (metric.difference.value === null) expect(reverse.difference.value).toBeNull();
    else expect(reverse.difference.value).toBeCloseTo(-metric.difference.value, 8);
  });
}

function expectSameGround(one: BdComparison['rate'][number], other: BdComparison['rate'][number]): void {
  expect(other.overlap).toEqual(one.overlap);
  expect(other.warnings).toEqual(one.warnings);
  expect(other.points).toEqual({ anchor: one.points.test, test: one.points.anchor });
}
