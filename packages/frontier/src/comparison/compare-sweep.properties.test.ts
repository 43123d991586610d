/** Whatever is measured, the comparison is valid JSON of its schema: no exception, no NaN, a reason for every null. */
import { SweepComparison } from '@yoto/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComparisonInput } from '../comparison-input.ts';
import { fixedGroup, job, point, task, yotoGroup } from '../testing/small-sweep.ts';
import { compareSweep } from './compare-sweep.ts';

const hostile = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -5, max: 100, noNaN: true }) },
  { weight: 2, arbitrary: fc.constantFrom(0, -0, 1, 1) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      null,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      1e308,
      -1e308,
      1e-308,
    ),
  },
);
const LAMBDAS = [0.5, 1, 2, 8, 64].map((kl) => ({ kl }));
const seeds = fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { maxLength: 3 });
const stateOf = fc.constantFrom(
  'completed' as const,
  'completed' as const,
  'failed' as const,
  'running' as const,
);

const hostileSweep = fc
  .record({
    fixedSeeds: seeds,
    yotoSeeds: seeds,
    mixSeeds: seeds,
    values: fc.infiniteStream(hostile),
    states: fc.infiniteStream(stateOf),
    measured: fc.infiniteStream(fc.boolean()),
    seconds: fc.infiniteStream(fc.constantFrom(0, 1, 5, Number.NaN)),
    better: fc.constantFrom('lower' as const, 'higher' as const),
  })
  .map(({ fixedSeeds, yotoSeeds, mixSeeds, values, states, measured, seconds, better }): ComparisonInput => {
    const take = <T>(stream: fc.Stream<T>) => stream.next().value as T;
    const fixed = fixedSeeds.flatMap((seed) =>
      LAMBDAS.map((lambda) => job(`f${lambda.kl}/${seed}`, 'grid', lambda, take(states), seed)),
    );
    const yoto = yotoSeeds.map((seed) => job(`y/${seed}`, 'yoto', null, take(states), seed));
    const mixes = mixSeeds.map((seed) => ({
      ...job(`m/${seed}`, 'grid', null, take(states), seed),
      kind: 'interpolation' as const,
      sources: [`f0.5/${seed}`, `f64/${seed}`],
    }));
    const jobs = [...fixed, ...yoto, ...mixes].map((one) => ({ ...one, deviceSeconds: take(seconds) }));
    const evaluations = jobs.flatMap((one) =>
      (one.lambda ? [one.lambda] : LAMBDAS)
        .filter(() => take(measured) || take(measured))
        .map((lambda) => ({
          ...point(one.id, lambda, { reconstruction: take(values), kl: take(values) }),
          metrics: { quality: take(values) },
        })),
    );
    return {
      sweepId: 's',
      task: {
        ...task,
        metrics: [{ name: 'quality', label: 'Quality', better }],
        frontierAxes: { x: 'kl', y: better === 'higher' ? 'quality' : 'reconstruction' },
      },
      spec: { groups: [fixedGroup('grid', LAMBDAS), yotoGroup('yoto', LAMBDAS)] },
      jobs,
      evaluations,
    };
  });

/** Every estimate anywhere in the comparison. */
function estimatesIn(
  value: unknown,
): { value: number | null; reason: string | null; interval: unknown; intervalReason: string | null }[] {
  if (value === null || typeof value !== 'object') return [];
  const nested = Object.values(value).flatMap(estimatesIn);
  return 'intervalReason' in value ? [value as ReturnType<typeof estimatesIn>[number], ...nested] : nested;
}

describe('compareSweep of anything', () => {
  // Forty whole comparisons: seconds on a machine that is busy with other tests.
  it('is valid on the wire and explains every null', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(hostileSweep, (input) => {
        const comparison = compareSweep(input, { resamples: 20 });
        expect(SweepComparison.safeParse(comparison).error?.issues).toBeUndefined();
        const estimates = estimatesIn(comparison);
        expect(estimates.length).toBeGreaterThan(0);
        for (const estimate of estimates) {
          expect(estimate.value === null).toBe(typeof estimate.reason === 'string');
          expect(estimate.interval === null).toBe(typeof estimate.intervalReason === 'string');
        }
      }),
      { numRuns: 40 },
    );
  });
});
