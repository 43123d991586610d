/** A reference through HTTP: planned, and a series of its own; and what the report says of the data. */
import type { DataRecord, EvaluationPoint, JobSpec } from '@yoto/core';
import { registerWorker } from '@yoto/testkit';
import { toyOptimalLosses } from '@yoto/testkit/toy-task-spec';
import { expect, it } from 'vitest';
import { LAMBDAS } from '../testing/toy-sweep.ts';
import { useTestApi } from '../testing/use-test-api.ts';

const rig = useTestApi();

const spec = {
  name: 'compared',
  task: { id: 'test-toy' },
  defaults: { steps: 20 },
  groups: [
    { kind: 'fixed' as const, name: 'grid', lambdas: { 'near-b': LAMBDAS } },
    { kind: 'reference' as const, name: 'by hand', reference: 'straight', settings: [90, 9, 50] },
  ],
};
const lossesAt = ({ kind }: JobSpec, lambda: Record<string, number>) => {
  if (kind !== 'reference') return toyOptimalLosses(lambda);
  const share = (lambda.percent ?? 0) / 100;
  return { 'near-a': 7 * share, 'near-b': 7 * (1 - share) };
};
const evaluationsOf = (job: JobSpec): EvaluationPoint[] =>
  job.evaluation.lambdas.map((lambda) => ({
    step: job.steps,
    lambda,
    losses: lossesAt(job, lambda),
    metrics: {},
    examples: 16,
  }));
const dataOf = (letter: string): DataRecord => ({
  description: 'points',
  fingerprint: { sha256: letter.repeat(64), covers: 'the points' },
});

it('is planned as one job with all its settings, for tasks that have it', async () => {
  const plan = await rig.client.planSweep({ body: { spec } });
  expect(plan.groups.at(-1)).toEqual({ name: 'by hand', kind: 'reference', jobs: 1, steps: 1 });
  expect(plan.jobs.at(-1)).toMatchObject({ kind: 'reference', lambda: null });
  const { references } = await rig.client.getTask({ params: { id: 'test-toy' } });
  expect(references).toEqual([
    {
      id: 'straight',
      label: expect.any(String),
      setting: { name: 'percent', min: 1, max: 99, integer: false, defaults: [10, 50, 90] },
    },
  ]);
  const unknown = { ...spec, groups: [{ ...spec.groups[1], reference: 'curved' }] };
  await expect(rig.client.planSweep({ body: { spec: unknown as typeof spec } })).rejects.toMatchObject({
    issues: [{ path: 'groups.0.reference' }],
  });
});

it('is a series in the order of its setting; different data of its jobs shows', async () => {
  const { id } = await rig.client.createSweep({ body: { spec } });
  const worker = await registerWorker(rig.storage);
  for (;;) {
    const job = await rig.storage.jobs.claimNext(worker);
    if (!job) break;
    const attempt = { jobId: job.id, attempt: job.attempt };
    await rig.storage.jobs.recordData(attempt, dataOf(job.spec.kind === 'reference' ? 'b' : 'a'));
    await rig.storage.points.writeEvaluations(attempt, evaluationsOf(job.spec));
    await rig.storage.jobs.complete(attempt);
    if (job.spec.kind !== 'reference') continue;
    const detail = await rig.client.getJob({ params: { id: job.id } });
    expect(detail).toMatchObject({ kind: 'reference', lambda: null, attempts: [{ data: dataOf('b') }] });
  }
  const request = { params: { id } };
  const comparison = await rig.client.getSweepComparison(request);
  const own = comparison.series.find(({ method }) => method === 'codec');
  expect(own).toMatchObject({ name: 'by hand', cost: { jobs: 1, completedJobs: 1 } });
  expect(own?.points.map(({ at, fullLoss }) => [at, fullLoss.value])).toEqual(
    [9, 50, 90].map((percent) => [{ setting: { percent } }, null]),
  );
  expect(own).toMatchObject({
    regret: { mean: { absolute: { value: null } } },
    monotonicity: { value: null },
  });
  expect(own?.hypervolume.curve.share).toBeGreaterThan(0);
  const { data } = await rig.client.getSweepProvenance(request);
  expect(data).toEqual([
    { ...dataOf('a'), jobs: LAMBDAS.length, attempts: LAMBDAS.length },
    { ...dataOf('b'), jobs: 1, attempts: 1 },
  ]);
});
