import { describe, expect, it } from 'vitest';
import type { FrontierInput } from './frontier-input.ts';
import { sweepFrontier } from './sweep-frontier.ts';
import { fixedGroup, job, point, seriesOf, smallSweep, task } from './testing/small-sweep.ts';

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
