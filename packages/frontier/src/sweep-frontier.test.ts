import type { JobState, Lambda, ResolvedGroup } from '@yoto/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FrontierInput, FrontierJob } from './frontier-input.ts';
import { fullLoss } from './full-loss.ts';
import { sweepFrontier } from './sweep-frontier.ts';

const task = {
  lossTerms: [
    { name: 'reconstruction', label: 'Reconstruction', unit: 'nats', weight: { fixed: 1 } },
    { name: 'kl', label: 'KL', weight: { min: 0.5, max: 512, scale: 'log' as const } },
  ],
  metrics: [],
  frontierAxes: { x: 'kl', y: 'reconstruction' },
};

const settings = {
  seeds: [0],
  steps: 10,
  batchSize: 1,
  widthMultiplier: 1,
  learningRate: 0.1,
  weightDecay: 0,
  metricsEverySteps: 1,
  priority: 0,
  labels: {},
  schedule: { kind: 'constant' as const },
  optimiser: { kind: 'adam' as const, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  checkpoint: { everySteps: 10 },
  retry: { maxAttempts: 1, backoffMs: 0 },
  conditioning: { kind: 'none' as const, preprocess: 'log' as const, hiddenUnits: 1, strength: 1 },
};
const evaluation = (lambdas: Lambda[]) => ({ everySteps: 10, examples: 1, lambdas });

const fixedGroup = (name: string, lambdas: Lambda[]): ResolvedGroup => ({
  ...settings,
  kind: 'fixed',
  name,
  lambdas,
  evaluation: evaluation(lambdas),
});
const yotoGroup = (name: string, lambdas: Lambda[]): ResolvedGroup => ({
  ...settings,
  kind: 'yoto',
  name,
  distribution: { kl: { kind: 'log-uniform', min: 0.5, max: 512 } },
  evaluation: evaluation(lambdas),
});

type Losses = Record<string, number | null>;
const point = (jobId: string, lambda: Lambda, losses: Losses) => ({
  jobId,
  step: 10,
  lambda,
  losses,
  metrics: {},
  examples: 1,
});
function job(
  id: string,
  group: string,
  lambda: Lambda | null,
  state: JobState = 'completed',
  seed = 0,
): FrontierJob {
  return { id, group, kind: lambda ? 'fixed' : 'yoto', seed, state, lambda, steps: 10, deviceSeconds: 2 };
}

/** Two fixed models and a YOTO model, with round numbers. */
function smallSweep(): FrontierInput {
  const one = { kl: 1 };
  const ten = { kl: 10 };
  return {
    sweepId: 'sweep',
    task,
    spec: { groups: [yotoGroup('yoto', [ten, one]), fixedGroup('grid', [ten, one])] },
    jobs: [job('y', 'yoto', null), job('f1', 'grid', one), job('f10', 'grid', ten)],
    evaluations: [
      point('y', ten, { reconstruction: 62, kl: 2 }),
      point('y', one, { reconstruction: 20, kl: 23 }),
      point('f10', ten, { reconstruction: 60, kl: 2 }),
      point('f1', one, { reconstruction: 20, kl: 20 }),
    ],
  };
}
const seriesOf = (input: FrontierInput, name: string) => {
  const found = sweepFrontier(input).series.find((series) => series.name === name);
  if (!found) throw new Error(`no series "${name}"`);
  return found;
};

describe('sweepFrontier', () => {
  it('makes one series a group, ordered by lambda, then the single model', () => {
    const frontier = sweepFrontier(smallSweep());
    expect(frontier.series.map(({ name, method }) => [name, method])).toEqual([
      ['yoto', 'yoto'],
      ['grid', 'fixed'],
      ['single model', 'single-model'],
    ]);
    expect(frontier.axes).toEqual({
      x: { name: 'kl', label: 'KL' },
      y: { name: 'reconstruction', label: 'Reconstruction', unit: 'nats' },
    });
    expect(frontier.terms).toEqual(['kl']);
    expect(frontier.complete).toBe(true);
    for (const series of frontier.series) expect(series.points.map((p) => p.lambda.kl)).toEqual([1, 10]);
  });

  it('compares the full loss with the fixed model of the same lambda', () => {
    const yoto = seriesOf(smallSweep(), 'yoto');
    expect(yoto.points.map((p) => p.fullLoss)).toEqual([43, 82]);
    expect(yoto.points.map((p) => p.differenceToFixed)).toEqual([3, 2]);
    expect(yoto.summary).toEqual({
      meanDifferenceToFixed: 2.5,
      worstDifferenceToFixed: 3,
      meanFullLoss: 62.5,
      jobs: 1,
      completedJobs: 1,
      steps: 10,
      deviceSeconds: 2,
    });
    expect(seriesOf(smallSweep(), 'grid').points.map((p) => p.differenceToFixed)).toEqual([0, 0]);
  });

  it('chooses as single model the one with the least loss over all lambdas, and re-weights its losses', () => {
    const frontier = sweepFrontier(smallSweep());
    // lambda 1: (40 + 220) / 2 = 130; lambda 10: (62 + 80) / 2 = 71.
    expect(frontier.singleModel).toEqual({ lambda: { kl: 10 }, group: 'grid' });
    const single = seriesOf(smallSweep(), 'single model');
    expect(single.points.map((p) => [p.x, p.y, p.fullLoss, p.differenceToFixed])).toEqual([
      [2, 60, 62, 22],
      [2, 60, 80, 0],
    ]);
    expect(single.summary.jobs).toBe(1);
  });

  it('averages seeds and gives their sample deviation', () => {
    const input = smallSweep();
    const seeded = {
      ...input,
      jobs: [...input.jobs, job('f1b', 'grid', { kl: 1 }, 'completed', 1)],
      evaluations: [...input.evaluations, point('f1b', { kl: 1 }, { reconstruction: 24, kl: 18 })],
    };
    const first = seriesOf(seeded, 'grid').points[0];
    expect(first).toMatchObject({ x: 19, y: 22, fullLoss: 41, seeds: 2, differenceToFixed: 0 });
    expect(first?.xDeviation).toBeCloseTo(Math.SQRT2, 12);
    expect(first?.fullLossDeviation).toBeCloseTo(Math.SQRT2, 12);
    expect(seriesOf(seeded, 'grid').points[1]?.xDeviation).toBeNull();
    expect(seriesOf(seeded, 'yoto').points[0]?.differenceToFixed).toBe(2);
  });

  it('leaves diverged seeds out, and gives null where all diverged', () => {
    const input = smallSweep();
    const diverged = {
      ...input,
      jobs: [...input.jobs, job('f1b', 'grid', { kl: 1 }, 'failed', 1)],
      evaluations: input.evaluations
        .map((p) => (p.jobId === 'f10' ? { ...p, losses: { reconstruction: null, kl: null } } : p))
        .concat(point('f1b', { kl: 1 }, { reconstruction: null, kl: 3 })),
    };
    const [one, ten] = seriesOf(diverged, 'grid').points;
    expect(one).toMatchObject({ fullLoss: 40, seeds: 1, x: 20, xDeviation: null });
    expect(ten).toMatchObject({ fullLoss: null, x: null, differenceToFixed: null, seeds: 1 });
    expect(seriesOf(diverged, 'yoto').points[1]?.differenceToFixed).toBeNull();
    expect(sweepFrontier(diverged).singleModel).toEqual({ lambda: { kl: 1 }, group: 'grid' });
  });

  it('works on a sweep that has only begun', () => {
    const input = smallSweep();
    const begun: FrontierInput = {
      ...input,
      jobs: input.jobs.map((one) => (one.id === 'f1' ? one : { ...one, state: 'queued' })),
      evaluations: input.evaluations.filter((p) => p.jobId === 'f1'),
    };
    const frontier = sweepFrontier(begun);
    expect(frontier.complete).toBe(false);
    expect(seriesOf(begun, 'yoto').points).toEqual([]);
    expect(seriesOf(begun, 'yoto').summary.meanDifferenceToFixed).toBeNull();
    expect(seriesOf(begun, 'grid').points).toHaveLength(1);
    expect(seriesOf(begun, 'single model').points.map((p) => p.differenceToFixed)).toEqual([0, null]);

    const empty = sweepFrontier({ ...begun, jobs: [], evaluations: [] });
    expect(empty.series.map((series) => series.points)).toEqual([[], []]);
    expect(empty).toMatchObject({ singleModel: null, complete: false });
  });

  it('takes the first of several fixed groups as the reference', () => {
    const input = smallSweep();
    const wide = {
      ...input,
      spec: { groups: [...input.spec.groups, fixedGroup('wide', [{ kl: 1 }, { kl: 5 }])] },
      jobs: [...input.jobs, job('w1', 'wide', { kl: 1 }), job('w5', 'wide', { kl: 5 })],
      evaluations: [
        ...input.evaluations,
        point('w1', { kl: 1 }, { reconstruction: 15, kl: 20 }),
        point('w5', { kl: 5 }, { reconstruction: 1, kl: 1 }),
      ],
    };
    expect(seriesOf(wide, 'wide').points.map((p) => p.differenceToFixed)).toEqual([-5, null]);
    expect(sweepFrontier(wide).singleModel?.group).toBe('grid');
  });

  it('has no baseline without a fixed group, and shows metrics on the axes', () => {
    const input = smallSweep();
    const frontier = sweepFrontier({
      ...input,
      task: {
        ...task,
        metrics: [{ name: 'psnr', label: 'PSNR', unit: 'dB', better: 'higher' }],
        frontierAxes: { x: 'kl', y: 'psnr' },
      },
      spec: { groups: input.spec.groups.slice(0, 1) },
      evaluations: input.evaluations.map((p) => ({ ...p, metrics: { psnr: 30 } })),
    });
    expect(frontier.axes.y).toEqual({ name: 'psnr', label: 'PSNR', unit: 'dB' });
    expect(frontier.singleModel).toBeNull();
    expect(frontier.series).toHaveLength(1);
    expect(frontier.series[0]?.points[0]).toMatchObject({ y: 30, fullLoss: 43, differenceToFixed: null });
  });
});

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
