/** The interpolation baseline through HTTP: planned, claimed after its models, and a series of its own in the comparison. */
import {
  type EvaluationPoint,
  type InterpolationJobSpec,
  jobSteps,
  parametersAt,
  type TrainedJobSpec,
} from '@yoto/core';
import { toyOptimalLosses } from '@yoto/testkit/toy-task-spec';
import { expect, it } from 'vitest';
import { LAMBDAS } from '../testing/toy-sweep.ts';
import { useTestApi } from '../testing/use-test-api.ts';

const rig = useTestApi();

const spec = {
  name: 'mixed',
  task: { id: 'test-toy' },
  defaults: { steps: 20, seeds: [0, 1] },
  groups: [
    { kind: 'fixed' as const, name: 'grid', lambdas: { 'near-b': LAMBDAS }, interpolation: true },
    { kind: 'yoto' as const, name: 'yoto' },
  ],
};
/** How much worse than the best a mixture is here, at every lambda. */
const EXCESS = 0.5;

function evaluationsOf(job: TrainedJobSpec | InterpolationJobSpec): EvaluationPoint[] {
  const above = job.kind === 'interpolation' ? EXCESS : 0;
  return job.evaluation.lambdas.map((lambda) => {
    const best = Object.entries(toyOptimalLosses(lambda)).map(([term, loss]) => [term, loss + above]);
    const losses = Object.fromEntries(best) as EvaluationPoint['losses'];
    return { step: jobSteps(job), lambda, losses, metrics: { 'distance-to-a': 0 }, examples: 16 };
  });
}

it('is planned as a group of its own kind, for tasks that can mix outputs', async () => {
  const plan = await rig.client.planSweep({ body: { spec } });
  expect(plan.groups.map(({ name, kind, jobs }) => [name, kind, jobs])).toEqual([
    ['grid', 'fixed', 8],
    ['grid', 'interpolation', 2],
    ['yoto', 'yoto', 2],
  ]);
  expect(plan.jobs.slice(-2)).toMatchObject([
    { kind: 'interpolation', lambda: null, steps: 1 },
    { kind: 'interpolation', lambda: null, steps: 1 },
  ]);
  const { items } = await rig.client.listTasks();
  expect(items.map(({ id, interpolates }) => [id, interpolates])).toContainEqual(['test-toy', true]);
});

it('is one series beside its group, which it leaves as it is, and costs what its models cost', async () => {
  const { id } = await rig.client.createSweep({ body: { spec } });
  const workerId = await rig.storage.workers.register({
    name: 'w',
    host: 'h',
    pid: 1,
    engine: 'wasm',
    device: 'cpu',
    version: '1',
    concurrency: 1,
  });
  const order: string[] = [];
  for (;;) {
    const job = await rig.storage.jobs.claimNext({
      workerId,
      engine: 'wasm',
      engineVersion: '4.22.0',
      device: 'cpu',
    });
    if (!job) break;
    order.push(job.spec.kind);
    if (job.spec.kind === 'codec') throw new Error('the sweep has no codec');
    const attempt = { jobId: job.id, attempt: job.attempt };
    await rig.storage.points.writeEvaluations(attempt, evaluationsOf(job.spec));
    await rig.storage.jobs.complete(attempt);
  }
  expect(order.slice(-2)).toEqual(['interpolation', 'interpolation']);

  const request = { params: { id } };
  const comparison = await rig.client.getSweepComparison(request);
  const series = comparison.series.map(({ name, method, cost }) => [name, method, cost.jobs]);
  expect(series.slice(0, 3)).toEqual([
    ['grid', 'fixed', 8],
    ['yoto', 'yoto', 2],
    ['interpolation of grid', 'interpolation', 2],
  ]);
  const [grid, , mixed] = comparison.series;
  expect(comparison.complete).toBe(true);
  for (const one of [grid, mixed]) {
    expect(one?.points.map(({ at, seeds }) => [parametersAt(at)['near-b'], seeds])).toEqual(
      LAMBDAS.map((weight) => [weight, 2]),
    );
  }
  for (const { at, regret } of mixed?.points ?? [])
    expect(regret.absolute.value).toBeCloseTo(EXCESS * (1 + (parametersAt(at)['near-b'] ?? 0)), 9);
  const cost = comparison.series.find(({ method }) => method === 'interpolation')?.cost;
  expect(comparison.anchor.value).toBe('grid');
  // Its curve takes the two models that it mixes as well as itself.
  expect(cost?.curveSeconds.value ?? 0).toBeGreaterThan(cost?.jobSeconds.value ?? Number.POSITIVE_INFINITY);
});
