/** What a trained sweep shows, from real rows, through HTTP: the comparison, where it comes from, and the presets. */
import { randomUUID } from 'node:crypto';
import {
  type EvaluationPoint,
  isTrained,
  PRESET_SCALES,
  parametersAt,
  type TrainedJobSpec,
} from '@yoto/core';
import { toyOptimalLosses } from '@yoto/testkit/toy-task-spec';
import { expect, it } from 'vitest';
import { LAMBDAS, toySweep } from '../testing/toy-sweep.ts';
import { useTestApi } from '../testing/use-test-api.ts';

const rig = useTestApi();

const register = (device: string) =>
  rig.storage.workers.register({
    name: device,
    host: 'h',
    pid: 1,
    engine: 'wasm',
    device,
    version: '1.2.3',
    concurrency: 1,
  });

const FILE = { mediaType: 'image/png', sha256: 'a'.repeat(64), bytes: 1 };

/** How much worse a YOTO model is than the optimum: by seed. */
const EXCESS = [0.1, 0.3];

function evaluationsOf(spec: TrainedJobSpec): EvaluationPoint[] {
  const above = spec.kind === 'yoto' ? (EXCESS[spec.seed] ?? 0) : 0;
  return spec.evaluation.lambdas.map((lambda) => {
    const best = toyOptimalLosses(lambda);
    const losses = Object.fromEntries(Object.entries(best).map(([term, loss]) => [term, loss + above]));
    return { step: 20, lambda, losses, metrics: { 'distance-to-a': 0 }, examples: 16 };
  });
}

it('compares a sweep as it is, and again when it has changed', async () => {
  const spec = { ...toySweep('compared'), defaults: { steps: 20, seeds: [0, 1] } };
  const { id } = await rig.client.createSweep({ body: { spec } });
  const request = { params: { id } };
  const empty = await rig.client.getSweepComparison(request);
  expect(empty).toMatchObject({ sweepId: id, anchor: { value: null }, complete: false });

  const machines = [await register('cpu a'), await register('cpu b')];
  const jobs = await rig.storage.jobs.ofSweep(id);
  for (const index of jobs.keys()) {
    const device = index === 0 ? 'cpu b' : 'cpu a';
    const workerId = machines[index === 0 ? 1 : 0] ?? '';
    const job = await rig.storage.jobs.claimNext({
      workerId,
      engine: 'wasm',
      engineVersion: '4.22.0',
      device,
    });
    if (!job || !isTrained(job.spec)) throw new Error('no job that trains is due');
    const attempt = { jobId: job.id, attempt: job.attempt };
    await rig.storage.points.writeEvaluations(attempt, evaluationsOf(job.spec));
    for (const name of ['examples.json', 'examples/0/original.png'])
      await rig.storage.artifacts.record(attempt, { ...FILE, name, key: `${job.id}/${name}` });
    await rig.storage.jobs.complete(attempt);
  }

  // Two at once, from different readers.
  const [comparison, other] = await Promise.all([
    rig.client.getSweepComparison(request),
    rig.client.getSweepComparison(request),
  ]);
  expect(other).toEqual(comparison);
  expect(comparison).toMatchObject({ anchor: { value: 'grid' }, complete: true, varying: ['near-b'] });
  const yoto = comparison.series.find(({ name }) => name === 'yoto');
  expect(yoto?.seeds).toEqual([0, 1]);
  const mean = (EXCESS[0]! + EXCESS[1]!) / 2;
  for (const { at, regret } of yoto?.points ?? []) {
    const weights = 1 + parametersAt(at)['near-b']!;
    expect(regret.absolute.value).toBeCloseTo(mean * weights, 9);
    expect(regret.absolute.interval?.low).toBeCloseTo(EXCESS[0]! * weights, 9);
  }
  expect(yoto?.points.map(({ at }) => parametersAt(at)['near-b'])).toEqual(LAMBDAS);
  expect(yoto?.cost.devices).toEqual(['cpu a']);
  const grid = comparison.series.find(({ name }) => name === 'grid');
  expect(grid?.cost.devices).toEqual(['cpu a', 'cpu b']);
  expect(comparison.breakEven[0]?.warnings.join()).toContain('different devices (cpu a, cpu b)');

  expect((await rig.client.getEvaluatedSteps(request)).items).toEqual([20]);
  const before = await rig.client.getSweepComparison({ ...request, query: { step: 19 } });
  expect(before.series.every(({ points }) => points.every(({ seeds }) => seeds === 0))).toBe(true);
  const then = await rig.client.getSweepComparison({ ...request, query: { step: 20 } });
  expect(then.series.map(({ points }) => points)).toEqual(comparison.series.map(({ points }) => points));

  const query = { y: 'distance-to-a' };
  const metric = await rig.client.getSweepComparison({ ...request, query });
  expect(metric.axes.y).toEqual({
    name: 'distance-to-a',
    label: 'Distance to a',
    kind: 'metric',
    better: 'lower',
  });
  expect(metric.series[0]?.points[0]?.values['distance-to-a']?.value).toBe(0);
  expect(metric.breakEven).toEqual(comparison.breakEven);
  const quick = await rig.client.getSweepComparison({ ...request, query: { intervals: 'no' } });
  expect(quick.bootstrap).toBeNull();
  expect(quick.series.map(({ regret }) => regret.mean.absolute.value)).toEqual(
    comparison.series.map(({ regret }) => regret.mean.absolute.value),
  );
  const ready = { intervals: 'ready' } as const;
  expect(await rig.client.getSweepComparison({ ...request, query: ready })).toEqual(comparison);
  expect((await rig.client.compareSweeps({ query: { of: id, ...ready } })).bootstrap).toBeNull();
  // Of several sweeps: one alone is as it is, and two have the first one's grid as their measure.
  const alone = await rig.client.compareSweeps({ query: { of: id } });
  expect({ ...alone, sweepId: id }).toEqual(comparison);
  expect(await rig.client.compareSweeps({ query: { of: id, ...ready } })).toEqual(alone);
  const second = await rig.client.createSweep({ body: { spec: { ...spec, name: 'later' } } });
  const both = await rig.client.compareSweeps({
    query: { of: [`${id}:grid`, `${id}:yoto`, `${second.id}:yoto`] },
  });
  expect(both.series.map(({ name }) => name)).toEqual([
    'grid',
    'yoto (compared)',
    'yoto (later)',
    'single model',
  ]);
  expect(both.anchor.value).toBe('grid');
  expect(both.series[1]?.regret).toEqual(yoto?.regret);
  expect(both.complete).toBe(false);
  const wrong = [
    { of: `${id}:gird` },
    { of: [id, 'x'.repeat(36)] },
    { of: id, base: 'near-b=1' },
    { of: id, y: 'near-c' },
  ];
  for (const query of wrong) {
    for (const intervals of ['yes', 'no'] as const) {
      const asked = rig.client.compareSweeps({ query: { ...query, intervals } });
      await expect(asked).rejects.toMatchObject({ code: expect.stringMatching(/invalid_input|not_found/) });
    }
  }
  for (const query of [{ y: 'near-c' }, { x: 'near-b', y: 'near-b' }, { slice: 'near-a' }, { base: 'x' }]) {
    for (const intervals of ['yes', 'no'] as const) {
      const asked = rig.client.getSweepComparison({ ...request, query: { ...query, intervals } });
      await expect(asked).rejects.toMatchObject({ code: 'invalid_input' });
    }
  }

  const provenance = await rig.client.getSweepProvenance(request);
  const uses = provenance.machines.map(({ device, workerVersion, jobs }) => [device, workerVersion, jobs]);
  expect(uses.sort()).toEqual([
    ['cpu a', '1.2.3', jobs.length - 1],
    ['cpu b', '1.2.3', 1],
  ]);
  expect(provenance.machines[0]).toMatchObject({ engine: 'wasm', engineVersion: '4.22.0' });
  expect(provenance.moreArtifacts).toBe(false);
  // Pictures of single examples are named by `examples.json`.
  expect(provenance.artifacts.map(({ jobId, name }) => [jobId, name])).toEqual(
    jobs.map((job) => [job.id, 'examples.json']),
  );
  expect(await rig.client.getSweepData(request)).toEqual({ items: provenance.data });
  const { items } = await rig.client.listSweepArtifacts({ ...request, query: { name: 'examples.json' } });
  expect(items).toEqual(provenance.artifacts);
  const unknown = { params: { id: randomUUID() }, query: { name: 'examples.json' } };
  await expect(rig.client.listSweepArtifacts(unknown)).rejects.toMatchObject({ code: 'not_found' });
});

it('has the presets of its tasks at every scale, ready to be planned', async () => {
  const { items } = await rig.client.listPresets();
  expect(items.map(({ name }) => name)).toContain('figure-2-shapes3d');
  for (const listed of items) {
    const scale = listed.scales[1];
    const { preset, spec } = await rig.client.getPreset({ params: { name: listed.name } });
    expect(preset).toEqual(listed);
    const plan = await rig.client.planSweep({ body: { spec } });
    expect({ scale: 'small', jobs: plan.totalJobs, steps: plan.totalSteps }).toEqual(scale);
    expect(listed.scales.map((one) => one.scale)).toEqual([...PRESET_SCALES]);
  }
  const tiny = await rig.client.getPreset({
    params: { name: items[0]?.name ?? '' },
    query: { scale: 'tiny' },
  });
  expect(tiny.spec.name).toContain('(tiny)');
  await expect(rig.client.getPreset({ params: { name: 'figure-0' } })).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining('figure-2-cifar10'),
  });
});
