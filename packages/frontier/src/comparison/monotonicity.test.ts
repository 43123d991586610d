import { parametersAt } from '@yoto/core';
import { describe, expect, it } from 'vitest';
import type { ComparisonInput } from '../comparison-input.ts';
import { seededSweep } from '../testing/seeded-sweep.ts';
import { fixedGroup, job, point, seriesOf, task } from '../testing/small-sweep.ts';

const sweep = (yotoSeeds: number[]) =>
  seededSweep({ betas: [0.5, 1, 2, 4], fixedSeeds: [0], yotoSeeds, excess: 0 });
const yotoOf = (input: ComparisonInput) => seriesOf(input, 'yoto');

/** Adds to the kl of a YOTO model at one beta. */
const raised = (input: ComparisonInput, beta: number, by: (jobId: string) => number): ComparisonInput => ({
  ...input,
  evaluations: input.evaluations.map((one) =>
    one.jobId.startsWith('y') && parametersAt(one.at).kl === beta
      ? { ...one, losses: { ...one.losses, kl: (one.losses.kl as number) + by(one.jobId) } }
      : one,
  ),
});

describe('monotonicity', () => {
  it('holds on a frontier of optimal points', () => {
    expect(yotoOf(sweep([0])).monotonicity.value).toMatchObject({ checked: 3, violations: [], outdone: [] });
  });

  it('locates a term that increases with its weight, and the point that would do better', () => {
    const found = yotoOf(raised(sweep([0]), 2, () => 8)).monotonicity.value;
    expect(found?.violations).toEqual([
      {
        term: 'kl',
        from: { kl: 1 },
        to: { kl: 2 },
        increase: expect.closeTo(8 + 10 / Math.SQRT2 - 10, 9),
        tolerance: expect.closeTo(1e-5, 9),
      },
    ]);
    expect(found?.outdone).toMatchObject([{ lambda: { kl: 2 }, by: { kl: 1 } }]);
  });

  it('tolerates what seeds disagree about', () => {
    const noisy = yotoOf(raised(sweep([0, 1, 2]), 2, (id) => (id === 'y/0' ? 12 : 0))).monotonicity.value;
    expect(noisy?.violations).toEqual([]);
    const certain = yotoOf(raised(sweep([0, 1, 2]), 2, () => 8)).monotonicity.value;
    expect(certain?.violations).toHaveLength(1);
    expect(certain?.toleranceRule).toMatch('two standard errors');
  });

  it('compares lambdas that differ in one weight only', () => {
    const weights = [1, 10].flatMap((kl) => [0.1, 1].map((tv) => ({ kl, tv })));
    const input: ComparisonInput = {
      sweepId: 's',
      task: {
        ...task,
        lossTerms: [
          ...task.lossTerms,
          { name: 'tv', label: 'TV', weight: { min: 0.1, max: 1, scale: 'log' } },
        ],
      },
      spec: { groups: [fixedGroup('grid', weights)] },
      jobs: weights.map((lambda, i) => job(`f${i}`, 'grid', lambda)),
      evaluations: weights.map((lambda, i) =>
        point(`f${i}`, lambda, {
          reconstruction: 5,
          kl: 20 / lambda.kl,
          tv: lambda.kl === 10 ? lambda.tv : 1,
        }),
      ),
    };
    const grid = seriesOf(input, 'grid').monotonicity.value;
    expect(grid?.checked).toBe(4);
    expect(grid?.violations).toMatchObject([
      { term: 'tv', from: { kl: 10, tv: 0.1 }, to: { kl: 10, tv: 1 }, increase: 0.9 },
    ]);
  });
});

describe('coverage', () => {
  it('finds the largest gap and the lambdas at which a model does not move', () => {
    const input = seededSweep({ betas: [0.25, 0.5, 1, 64, 256], fixedSeeds: [0], yotoSeeds: [0], excess: 0 });
    const still: ComparisonInput = {
      ...input,
      evaluations: input.evaluations.map((one) =>
        one.jobId === 'y/0' && parametersAt(one.at).kl === 256
          ? { ...one, losses: { reconstruction: 80, kl: 1.25 } }
          : one,
      ),
    };
    const coverage = yotoOf(still).coverage.value;
    expect(coverage?.xScale).toBe('log');
    // In log kl the grid spans ln(1024) / 2, of which YOTO has ln(256) / 2.
    expect(coverage?.span).toBeCloseTo(0.8, 9);
    expect(coverage?.gaps[0]).toMatchObject({
      from: { lambda: { kl: 64 } },
      to: { lambda: { kl: 1 } },
      size: expect.closeTo(0.6, 9),
    });
    expect(coverage?.evenGap).toBeCloseTo(0.8 / 3, 9);
    expect(coverage?.still).toEqual([
      { from: { lambda: { kl: 64 } }, to: { lambda: { kl: 256 } }, distance: 0 },
    ]);
  });
});
