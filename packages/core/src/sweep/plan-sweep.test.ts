import { describe, expect, test } from 'vitest';
import { AppError } from '../errors.ts';
import { fixedLambda, isTrained, JobSpec, jobSeed, jobSources } from '../job/job-spec.ts';
import { planSweep } from './plan-sweep.ts';
import type { ResolvedGroup, SweepSpec } from './sweep-spec.ts';

const shared = {
  widthMultiplier: 1,
  batchSize: 8,
  steps: 100,
  optimiser: { kind: 'adam' as const, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  learningRate: 1e-3,
  schedule: { kind: 'constant' as const },
  weightDecay: 0,
  checkpoint: { everySteps: 10 },
  metricsEverySteps: 10,
  priority: 0,
  retry: { maxAttempts: 3, backoffMs: 0 },
  labels: {},
  conditioning: { kind: 'none' as const, preprocess: 'log' as const, hiddenUnits: 8, strength: 0.1 },
};
const lambdas = [{ kl: 1 }, { kl: 2 }, { kl: 4 }];
const policy = { everySteps: 10, examples: 8, lambdas };
const grid: Extract<ResolvedGroup, { kind: 'fixed' }> = {
  ...shared,
  kind: 'fixed',
  interpolation: false,
  name: 'grid',
  seeds: [1, 2],
  lambdas,
  evaluation: policy,
};
const yoto: ResolvedGroup = {
  ...shared,
  kind: 'yoto',
  name: 'yoto',
  seeds: [1],
  distribution: { kl: { kind: 'log-uniform', min: 1, max: 4 } },
  evaluation: policy,
};
const spec = (groups: ResolvedGroup[]): SweepSpec => ({
  version: 1,
  name: 'plan',
  task: { id: 't', params: {} },
  dataset: { id: 'd', params: {} },
  groups,
});

describe('planSweep', () => {
  test('makes one job per seed and lambda of a fixed group, one per seed of a YOTO group', () => {
    const plan = planSweep(spec([grid, yoto]));
    expect(plan).toMatchObject({ totalJobs: 7, totalSteps: 700 });
    expect(plan.groups).toEqual([
      { name: 'grid', kind: 'fixed', jobs: 6, steps: 600 },
      { name: 'yoto', kind: 'yoto', jobs: 1, steps: 100 },
    ]);
    expect(plan.jobs).toHaveLength(7);
    expect(plan.jobs.map((job) => [job.group, jobSeed(job), fixedLambda(job)])).toContainEqual([
      'grid',
      2,
      { kl: 4 },
    ]);
  });

  test('every job is a valid, self-contained job spec; fixed jobs are evaluated at their own lambda', () => {
    for (const job of planSweep(spec([grid, yoto])).jobs) {
      expect(JobSpec.parse(job)).toEqual(job);
      expect(isTrained(job) && job.evaluation.lambdas).toEqual(
        job.kind === 'fixed' ? [fixedLambda(job)] : lambdas,
      );
    }
  });

  test('what a group says of its analysis is no part of its jobs', () => {
    const chosen = { ...grid, interpolation: true, singleModel: { kl: 2 } };
    expect(planSweep(spec([chosen])).jobs.slice(0, 6)).toEqual(planSweep(spec([grid])).jobs);
  });

  test('an interpolation mixes the two extreme models of each seed, and comes after all that is trained', () => {
    const shuffled = [{ kl: 2 }, { kl: 4 }, { kl: 1 }];
    const plan = planSweep(spec([yoto, { ...grid, lambdas: shuffled, interpolation: true }]));
    expect(plan.totalJobs).toBe(9);
    const mixed = plan.jobs.slice(7).filter((job) => job.kind === 'interpolation');
    expect(mixed.map((job) => [job.group, job.seed])).toEqual([
      ['grid', 1],
      ['grid', 2],
    ]);
    for (const job of mixed) {
      const { least, greatest } = job.sources;
      expect([least.lambda, greatest.lambda]).toEqual([{ kl: 1 }, { kl: 4 }]);
      const sources = [least, greatest].map(({ index }) => plan.jobs[index]!);
      expect(sources.map((source) => [fixedLambda(source), jobSeed(source)])).toEqual([
        [{ kl: 1 }, job.seed],
        [{ kl: 4 }, job.seed],
      ]);
      expect(job.evaluation).toEqual({ examples: 8, lambdas });
      expect(JobSpec.parse(job)).toEqual(job);
    }
    expect(mixed.map(({ mixes }) => mixes)).toEqual([undefined, undefined]);
    const ofWeights = planSweep(spec([{ ...grid, interpolation: 'weights' }])).jobs.at(-1);
    expect(ofWeights).toMatchObject({ kind: 'interpolation', mixes: 'weights' });
    expect(plan.groups.map(({ name, kind, jobs, steps }) => [name, kind, jobs, steps])).toEqual([
      ['yoto', 'yoto', 1, 100],
      ['grid', 'fixed', 6, 600],
      ['grid', 'interpolation', 2, 2],
    ]);
  });

  test('a chain takes all steps once, and a share of them from each model to the next', () => {
    const plan = planSweep(spec([yoto, { ...grid, chain: 0.25 }]));
    expect(plan.groups[1]).toEqual({ name: 'grid', kind: 'fixed', jobs: 6, steps: 300 });
    expect(plan.totalSteps).toBe(400);
    expect(plan.jobs.slice(4).map((job) => [isTrained(job) && job.steps, jobSources(job)])).toEqual([
      [100, []],
      [25, [4]],
      [25, [5]],
    ]);
    for (const job of plan.jobs) expect(JobSpec.parse(job)).toEqual(job);
  });

  test('models start from the nearest one of another group with their seed', () => {
    const started = { ...yoto, seeds: [2], startsFrom: 'grid' };
    const finer = { ...grid, name: 'finer', lambdas: [{ kl: 1.2 }, { kl: 8 }], startsFrom: 'grid' };
    const { jobs } = planSweep(spec([started, finer, grid]));
    const from = jobs.slice(0, 5).map((job) => (isTrained(job) ? job.startsFrom : undefined));
    // The grid's six jobs are the last: three lambdas of seed 1, then three of seed 2.
    expect(from).toEqual([
      { index: 9, lambda: { kl: 2 } },
      { index: 5, lambda: { kl: 1 } },
      { index: 7, lambda: { kl: 4 } },
      { index: 8, lambda: { kl: 1 } },
      { index: 10, lambda: { kl: 4 } },
    ]);
  });

  test('a codec is one job for all its settings, with nothing about training', () => {
    const own = { priority: 3, retry: shared.retry, labels: { a: 'b' }, requires: { engine: 'cpu' } };
    const codec = { codec: 'jpeg', settings: [10, 90], evaluation: { examples: 8 } };
    const { jobs, groups } = planSweep(spec([yoto, { ...own, ...codec, kind: 'codec', name: 'JPEG' }]));
    expect(groups[1]).toEqual({ name: 'JPEG', kind: 'codec', jobs: 1, steps: 1 });
    const { task, dataset } = spec([]);
    expect(jobs[1]).toEqual({
      version: 1,
      task,
      dataset,
      group: 'JPEG',
      kind: 'codec',
      ...own,
      ...codec,
    });
    expect(JobSpec.parse(jobs[1])).toEqual(jobs[1]);
  });

  test('refuses more evaluation lambdas than can be analysed, and specs that fill a database', () => {
    const several = (count: number) => Array.from({ length: count }, (_, i) => ({ kl: i + 1 }));
    const groups = Array.from({ length: 21 }, (_, i) => ({
      ...yoto,
      name: `y${i}`,
      evaluation: { ...policy, lambdas: several(500) },
    }));
    expect(planSweep(spec(groups.slice(1))).totalJobs).toBe(20);
    expect(() => planSweep(spec(groups))).toThrow(/10500 evaluation lambdas .*limit of 10000/);
    const seeds = Array.from({ length: 1000 }, (_, i) => i);
    const long = { ...yoto, seeds, labels: { long: 'x'.repeat(70_000) } };
    expect(() => planSweep(spec([long]))).toThrow(/\d+ MiB of job specs, more than the limit of 64/);
  });

  test('refuses more jobs than the limit, saying how many there would be', () => {
    const seeds = Array.from({ length: 1000 }, (_, i) => i);
    const many = Array.from({ length: 6 }, (_, i) => ({ kl: i + 1 }));
    expect(() => planSweep(spec([{ ...grid, seeds, lambdas: many }]))).toThrow(AppError);
    expect(() => planSweep(spec([{ ...grid, seeds, lambdas: many }]))).toThrow(/6000 jobs.*limit of 5000/);
  });
});
