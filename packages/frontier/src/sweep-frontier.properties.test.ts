import type { Lambda } from '@yoto/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FrontierInput } from './frontier-input.ts';
import { fullLoss } from './full-loss.ts';
import { sweepFrontier } from './sweep-frontier.ts';
import { fixedGroup, job, type Losses, point, seriesOf, task } from './testing/small-sweep.ts';

/** Random sweeps: several seeds, two weights, missing and diverged evaluations. */
const twoWeights = {
  ...task,
  lossTerms: [
    ...task.lossTerms,
    { name: 'tv', label: 'Total variation', weight: { min: 0.1, max: 10, scale: 'log' as const } },
  ],
};
const weight = fc.constantFrom(0.5, 1, 2, 8, 64);
const loss = fc.oneof(
  { weight: 9, arbitrary: fc.double({ min: 0, max: 100, noNaN: true }) },
  fc.constant(null),
);
const lossesOf = fc.record({ reconstruction: loss, kl: loss, tv: loss });
const randomSweep = fc
  .record({
    lambdas: fc.uniqueArray(fc.record({ kl: weight, tv: weight }), {
      minLength: 1,
      maxLength: 6,
      selector: (lambda) => `${lambda.kl} ${lambda.tv}`,
    }),
    seeds: fc.integer({ min: 1, max: 3 }),
    losses: fc.infiniteStream(fc.option(lossesOf, { freq: 6 })),
  })
  .map(({ lambdas, seeds, losses }): FrontierInput => {
    const jobs = lambdas.flatMap((lambda, i) =>
      Array.from({ length: seeds }, (_, seed) => job(`${i}/${seed}`, 'grid', lambda, 'completed', seed)),
    );
    const evaluations = jobs.flatMap((one) => {
      const drawn = losses.next().value as Losses | null;
      return drawn ? [point(one.id, one.lambda as Lambda, drawn)] : [];
    });
    return {
      sweepId: 's',
      task: twoWeights,
      spec: { groups: [fixedGroup('grid', lambdas)] },
      jobs,
      evaluations,
    };
  });

describe('properties of sweepFrontier', () => {
  it('the reference never differs from itself', () => {
    fc.assert(
      fc.property(randomSweep, (input) => {
        for (const p of seriesOf(input, 'grid').points) {
          expect(p.differenceToFixed).toBe(p.fullLoss === null ? null : 0);
        }
      }),
    );
  });

  it('no other fixed model has less loss averaged over all lambdas than the single model', () => {
    fc.assert(
      fc.property(randomSweep, (input) => {
        const group = input.spec.groups[0];
        const lambdas = group?.kind === 'fixed' ? group.lambdas : [];
        const averageLoss = (trainedFor: Lambda) => {
          const models = input.jobs
            .filter((one) => one.lambda === trainedFor)
            .flatMap((one) => input.evaluations.filter((p) => p.jobId === one.id));
          const perModel = models
            .map((p) => lambdas.map((lambda) => fullLoss(twoWeights.lossTerms, lambda, p.losses)))
            .filter((losses): losses is number[] => losses.every((value) => value !== null))
            .map((losses) => losses.reduce((a, b) => a + b, 0) / losses.length);
          return perModel.reduce((a, b) => a + b, 0) / perModel.length;
        };
        const averages = lambdas.map(averageLoss).filter((value) => !Number.isNaN(value));
        const frontier = sweepFrontier(input);
        if (averages.length === 0) {
          expect(frontier.singleModel).toBeNull();
          return;
        }
        const least = Math.min(...averages);
        expect(frontier.series.at(-1)?.summary.meanFullLoss).toBeCloseTo(least, 8);
      }),
    );
  });

  it('does not depend on the order of jobs and evaluations', () => {
    fc.assert(
      fc.property(randomSweep, (input) => {
        const shown = (given: FrontierInput) =>
          sweepFrontier(given).series.map((series) =>
            series.points.map((p) => [p.lambda, p.seeds, p.fullLoss?.toFixed(6)]),
          );
        const reversed = {
          ...input,
          jobs: [...input.jobs].reverse(),
          evaluations: [...input.evaluations].reverse(),
        };
        expect(shown(reversed).slice(0, 1)).toEqual(shown(input).slice(0, 1));
      }),
    );
  });
});
