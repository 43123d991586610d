/** A codec through HTTP: planned, and a series of its own; and what the report says of the data. */
import { type DataRecord, type EvaluationPoint, type JobSpec, jobSteps } from '@yoto/core';
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
    { kind: 'codec' as const, name: 'by hand', codec: 'straight', settings: [90, 9, 50] },
  ],
};
const ofCodec = (percent: number) => {
  const share = percent / 100;
  return { 'near-a': 7 * share, 'near-b': 7 * (1 - share) };
};
function evaluationsOf(job: JobSpec): EvaluationPoint[] {
  const means = { step: jobSteps(job), metrics: {}, examples: 16 };
  return job.kind === 'codec'
    ? job.settings.map((percent) => ({ ...means, setting: { percent }, losses: ofCodec(percent) }))
    : job.evaluation.lambdas.map((lambda) => ({ ...means, lambda, losses: toyOptimalLosses(lambda) }));
}
const dataOf = (letter: string): DataRecord => ({
  description: 'points',
  fingerprint: { sha256: letter.repeat(64), covers: 'the points' },
  frozen: [{ name: 'vgg', title: 'A feature network', sha256: letter.repeat(64) }],
});

it('is planned as one job with all its settings, for tasks that have it', async () => {
  const plan = await rig.client.planSweep({ body: { spec } });
  expect(plan.groups.at(-1)).toEqual({ name: 'by hand', kind: 'codec', jobs: 1, steps: 1 });
  expect(plan.jobs.at(-1)).toMatchObject({ kind: 'codec', lambda: null });
  const { codecs } = await rig.client.getTask({ params: { id: 'test-toy' } });
  expect(codecs).toEqual([
    {
      id: 'straight',
      label: expect.any(String),
      setting: { name: 'percent', min: 1, max: 99, integer: false, defaults: [10, 50, 90] },
    },
  ]);
  const unknown = { ...spec, groups: [{ ...spec.groups[1], codec: 'curved' }] };
  await expect(rig.client.planSweep({ body: { spec: unknown as typeof spec } })).rejects.toMatchObject({
    issues: [{ path: 'groups.0.codec' }],
  });
});

it('is a series in the order of its setting; different data of its jobs shows', async () => {
  const { id } = await rig.client.createSweep({ body: { spec } });
  const worker = await registerWorker(rig.storage);
  for (;;) {
    const job = await rig.storage.jobs.claimNext(worker);
    if (!job) break;
    const attempt = { jobId: job.id, attempt: job.attempt };
    await rig.storage.jobs.recordData(attempt, dataOf(job.spec.kind === 'codec' ? 'b' : 'a'));
    await rig.storage.points.writeEvaluations(attempt, evaluationsOf(job.spec));
    await rig.storage.jobs.complete(attempt);
    if (job.spec.kind !== 'codec') continue;
    const detail = await rig.client.getJob({ params: { id: job.id } });
    expect(detail).toMatchObject({ kind: 'codec', lambda: null, attempts: [{ data: dataOf('b') }] });
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
  expect(comparison.warnings.slice(0, 2)).toEqual([
    expect.stringContaining(
      'did not all see the same data (4 jobs: aaaaaaaaaaaa, points; 1 job: bbbbbbbbbbbb',
    ),
    expect.stringContaining('same frozen weights (4 jobs: vgg aaaaaaaaaaaa; 1 job: vgg bbbbbbbbbbbb)'),
  ]);
  const { data } = await rig.client.getSweepProvenance(request);
  expect(data).toEqual([
    { ...dataOf('a'), jobs: LAMBDAS.length, attempts: LAMBDAS.length },
    { ...dataOf('b'), jobs: 1, attempts: 1 },
  ]);
});
