import { describe, expect, it } from 'vitest';
import type { ComparedJob, ComparisonInput } from '../comparison-input.ts';
import { type SeededSweep, seededSweep } from '../testing/seeded-sweep.ts';
import { point } from '../testing/small-sweep.ts';
import { compareSweep } from './compare-sweep.ts';

const sweep = (over: Partial<SeededSweep> = {}) =>
  seededSweep({ betas: [0.5, 1, 2, 4], fixedSeeds: [0, 1], yotoSeeds: [0, 1], excess: 1, ...over });
const withJobs = (input: ComparisonInput, change: (job: ComparedJob) => ComparedJob): ComparisonInput => ({
  ...input,
  jobs: input.jobs.map(change),
});
const breakEven = (input: ComparisonInput) => compareSweep(input).breakEven[0];

describe('break-even', () => {
  it('is the cost of a YOTO model in fixed models, with the regret it comes at', () => {
    const found = breakEven(sweep());
    expect(found).toMatchObject({ series: 'yoto', anchor: 'grid', cheaperFrom: 2 });
    expect(found?.lambdas.value).toBe(1.5);
    expect(found?.lambdas.interval).toMatchObject({ low: 1.5, high: 1.5 });
    // 1.5 (1 + beta) on average over seeds and betas; the fixed models lose 20 sqrt(beta) + 0.25 (1 + beta).
    expect(found?.statement).toMatch(
      'yoto costs as much as 1.5 (95 % interval 1.5 to 1.5) models of grid, so it is cheaper from 2 lambdas on, at a mean regret of 4.31 (95 % interval 2.88 to 5.75), 16.4 % (95 % interval 11.2 % to 21.3 %) of the fixed models’ mean loss',
    );
    // At exactly K fixed models the costs are equal: cheaper from the next on.
    expect(breakEven(sweep({ yotoSeconds: 30 }))?.cheaperFrom).toBe(4);
  });

  it('counts the models that a YOTO model starts from, each once', () => {
    // y starts from the second model of a chain; the chain itself costs what its own jobs do.
    const before: Record<string, string> = { y: 'f1', f1: 'f0.5' };
    const started = withJobs(sweep(), (job) => {
      const [name = '', seed] = job.id.split('/');
      return before[name] ? { ...job, sources: [`${before[name]}/${seed}`] } : job;
    });
    expect(breakEven(started)?.lambdas.value).toBe(1.5 + 2);
    const [yoto, grid] = compareSweep(started).series.map(({ cost }) => cost.curveSeconds.value);
    expect([grid, yoto]).toEqual([40, 15 + 20]);
  });

  it('does not exist without completed jobs or device time', () => {
    const running = withJobs(sweep(), (job) => (job.kind === 'yoto' ? { ...job, state: 'running' } : job));
    expect(breakEven(running)).toMatchObject({ cheaperFrom: null, statement: null });
    expect(breakEven(running)?.lambdas.reason).toMatch('completed');
    expect(breakEven(sweep({ fixedSeconds: 0 }))?.lambdas.reason).toMatch('no device time');
    expect(breakEven(sweep({ yotoSeeds: [0] }))?.lambdas.intervalReason).toMatch('one completed job');
  });

  it('warns where times cannot be compared', () => {
    const on = (devices: (job: ComparedJob) => string[]) =>
      breakEven(withJobs(sweep(), (job) => ({ ...job, devices: devices(job) })))?.warnings;
    expect(on(() => ['A100'])).toEqual([]);
    expect(on((job) => [job.kind === 'yoto' ? 'H100' : 'A100'])).toEqual([
      expect.stringContaining('A100, H100'),
    ]);
    expect(on((job) => (job.id === 'y/0' ? ['A100', 'cpu'] : ['A100']))).toContainEqual(
      '1 job changed device between attempts',
    );
    expect(breakEven(sweep())?.warnings).toEqual(['the device of 10 of 10 completed jobs is not known']);
    const longer = withJobs(sweep(), (job) => ({
      ...job,
      steps: job.kind === 'yoto' ? 20 : 10,
      devices: ['A100'],
    }));
    expect(breakEven(longer)?.warnings).toEqual([expect.stringContaining('different numbers of steps')]);
  });
});

describe('the interpolation baseline', () => {
  const mixed = (): ComparisonInput => {
    const input = sweep();
    const mixes = [0, 1].map(
      (seed): ComparedJob => ({
        id: `m/${seed}`,
        group: 'grid',
        kind: 'interpolation',
        seed,
        state: 'completed',
        lambda: null,
        steps: 0,
        deviceSeconds: 1,
        sources: [`f0.5/${seed}`, `f4/${seed}`],
      }),
    );
    const evaluations = mixes.flatMap(({ id }) =>
      [0.5, 1, 2, 4].map((kl) => point(id, { kl }, { reconstruction: 30, kl: 30 - kl })),
    );
    return { ...input, jobs: [...input.jobs, ...mixes], evaluations: [...input.evaluations, ...evaluations] };
  };

  it('is a series of its own, which leaves the fixed group as it was', () => {
    const { series } = compareSweep(mixed());
    expect(series.map(({ name, method }) => [name, method])).toEqual([
      ['yoto', 'yoto'],
      ['grid', 'fixed'],
      ['interpolation of grid', 'interpolation'],
      ['single model', 'single-model'],
    ]);
    expect(series[1]?.points).toEqual(compareSweep(sweep()).series[1]?.points);
    expect(series[2]?.points).toHaveLength(4);
  });

  it('costs what the models it mixes cost', () => {
    const comparison = compareSweep(mixed());
    const cost = (name: string) => comparison.series.find((one) => one.name === name)?.cost;
    expect(cost('interpolation of grid')?.curveSeconds.value).toBe(21);
    expect(cost('grid')?.curveSeconds.value).toBe(40);
    expect(cost('yoto')?.curveSeconds.value).toBe(15);
    expect(cost('grid')).toMatchObject({ deviceSeconds: 80, devices: [] });
    expect(cost('yoto')?.hypervolumePerSecond).toBeGreaterThan(0);
    expect(comparison.breakEven.map(({ series }) => series)).toEqual(['yoto']);
  });
});
