/** Every route against real Postgres, with both kinds of queue, through HTTP and through the typed client. */
import { isTrained, parametersAt, placeKey } from '@yoto/core';
import { isRedisInstalled } from '@yoto/testkit';
import { toyOptimalLosses } from '@yoto/testkit/toy-task-spec';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { LAMBDAS, toySweep } from '../testing/toy-sweep.ts';
import { useTestApi } from '../testing/use-test-api.ts';

const backends = [
  { backend: 'postgres' as const, installed: true },
  { backend: 'redis' as const, installed: isRedisInstalled() },
];

describe.each(backends)('with the queue on $backend', ({ backend, installed }) => {
  const rig = useTestApi(backend);

  const submit = (name: string, priority?: number) =>
    rig.client.createSweep({ body: { spec: toySweep(name, priority) } });
  const waiting = async () => (await rig.queue.counts()).waiting;

  it.runIf(installed)('plans without storing', async () => {
    const plan = await rig.client.planSweep({ body: { spec: toySweep('planned') } });
    expect(plan).toMatchObject({ totalJobs: 5, totalSteps: 100, spec: { name: 'planned', version: 1 } });
    expect(plan.jobs.map((job) => job.lambda)).toEqual([
      ...LAMBDAS.map((weight) => ({ 'near-b': weight })),
      null,
    ]);
    expect((await rig.client.listSweeps()).items).toEqual([]);
  });

  it.runIf(installed)('submits, lists and shows', async () => {
    const before = await waiting();
    const response = await request(rig.url)
      .post('/api/v1/sweeps')
      .send({ spec: toySweep('first') });
    expect(response.status).toBe(201);
    const sweep = await rig.client.getSweep({ params: { id: response.body.id } });
    expect(sweep).toEqual(response.body);
    expect(sweep.jobCounts).toEqual({
      queued: 5,
      running: 0,
      pausing: 0,
      paused: 0,
      completed: 0,
      failed: 0,
      cancelled: 0,
    });
    expect([sweep.totalSteps, sweep.doneSteps, sweep.url]).toEqual([100, 0, `/sweeps/${sweep.id}`]);
    expect((await waiting()) - before).toBe(5);

    const { items: jobs } = await rig.client.listSweepJobs({ params: { id: sweep.id } });
    expect(jobs.map((job) => [job.index, job.group, job.state])).toEqual(
      ['grid', 'grid', 'grid', 'grid', 'yoto'].map((group, index) => [index, group, 'queued']),
    );
    const job = await rig.client.getJob({ params: { id: jobs[0]?.id ?? '' } });
    expect(job).toMatchObject({ ...jobs[0], attempts: [], checkpoints: [] });
    const { items: events } = await rig.client.getSweepEvents({
      params: { id: sweep.id },
      query: { limit: 1 },
    });
    expect(events).toEqual([expect.objectContaining({ type: 'submitted' })]);
  });

  it.runIf(installed)('gives long lists in pages', async () => {
    const names = ['page 1', 'page 2', 'page 3'];
    for (const name of names) await submit(name);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await rig.client.listSweeps({ query: { limit: 2, cursor } });
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map((sweep) => sweep.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen.slice(0, 3)).toEqual([...names].reverse());
    expect(new Set(seen).size).toBe(seen.length);

    const { items } = await rig.client.listJobs({ query: { state: 'queued', limit: 3 } });
    expect(items.map((job) => job.state)).toEqual(['queued', 'queued', 'queued']);
    expect((await rig.client.listJobs({ query: { state: 'failed' } })).items).toEqual([]);
  });

  it.runIf(installed)('cancels a sweep once and for all, and takes its messages back', async () => {
    const before = await waiting();
    const { id } = await submit('to cancel');
    const cancelled = await rig.client.cancelSweep({ params: { id } });
    expect(cancelled.jobCounts).toMatchObject({ queued: 0, cancelled: 5 });
    expect(cancelled.cancelledAt).not.toBeNull();
    expect(await waiting()).toBe(before);
    expect(await rig.client.cancelSweep({ params: { id } })).toEqual(cancelled);
  });

  it.runIf(installed)('cancels and retries a job', async () => {
    const sweep = await submit('to retry');
    const before = await waiting();
    const { items } = await rig.client.listSweepJobs({ params: { id: sweep.id } });
    const id = items[0]?.id ?? '';
    expect((await rig.client.cancelJob({ params: { id } })).state).toBe('cancelled');
    expect((await rig.client.cancelJob({ params: { id } })).state).toBe('cancelled');
    expect(await waiting()).toBe(before - 1);
    expect((await rig.client.retryJob({ params: { id } })).state).toBe('queued');
    expect((await rig.client.retryJob({ params: { id } })).state).toBe('queued');
    expect(await waiting()).toBe(before);
  });

  it.runIf(installed)('shows training, curves and the frontier', async () => {
    // Before all the sweeps that wait already.
    const sweep = await submit('trained', 50);
    const jobs = await rig.storage.jobs.ofSweep(sweep.id);
    const workerId = await rig.storage.workers.register({
      name: 'w',
      host: 'h',
      pid: 1,
      engine: 'wasm',
      device: 'cpu',
      version: '0.1.0',
      concurrency: 1,
    });
    for (const { id, spec } of jobs) {
      if (!isTrained(spec)) throw new Error('the sweep has only jobs that train');
      const claimed = await rig.storage.jobs.claimNext({
        workerId,
        engine: 'wasm',
        engineVersion: '4.22.0',
        device: 'cpu',
      });
      expect(claimed?.id).toBe(id);
      const attempt = { jobId: id, attempt: claimed?.attempt ?? 0 };
      const curve = Array.from({ length: 200 }, (_, step) => ({ name: 'loss', step, value: 1 / (step + 1) }));
      await rig.storage.points.writeMetrics(attempt, [...curve, { name: 'rate', step: 0, value: null }]);
      await rig.storage.points.writeEvaluations(
        attempt,
        spec.evaluation.lambdas.map((lambda) => ({
          step: 20,
          lambda,
          losses: toyOptimalLosses(lambda),
          metrics: { 'distance-to-a': 0 },
          examples: 16,
        })),
      );
      if (spec.kind === 'fixed') await rig.storage.jobs.complete(attempt, { trainMs: 10 });
    }
    const yoto = jobs.at(-1)?.id ?? '';
    const { items: workers } = await rig.client.listWorkers();
    expect(workers).toEqual([
      expect.objectContaining({ id: workerId, status: 'busy', runningJobIds: [yoto] }),
    ]);
    expect((await rig.client.getJob({ params: { id: yoto } })).attempts).toHaveLength(1);

    const all = await rig.client.getJobMetrics({ params: { id: yoto }, query: { maxPoints: 50 } });
    expect(all.names.sort()).toEqual(['loss', 'rate']);
    expect(all.points.filter((point) => point.name === 'loss').length).toBeLessThanOrEqual(50);
    const one = await rig.client.getJobMetrics({ params: { id: yoto }, query: { name: 'rate' } });
    expect(one).toEqual({
      names: ['rate'],
      curves: [{ name: 'rate', points: 1, bucketSteps: null }],
      points: [{ name: 'rate', step: 0, value: null }],
    });
    const { names } = await rig.client.getJobMetricNames({ params: { id: yoto } });
    expect(names).toEqual(['loss', 'rate']);
    const range = { name: 'loss', fromStep: 40, toStep: 45 };
    const part = await rig.client.getJobMetrics({ params: { id: yoto }, query: range });
    expect(part.points.map(({ step }) => step)).toEqual([40, 41, 42, 43, 44, 45]);
    const nobody = '00000000-0000-4000-8000-000000000000';
    const { items: curves } = await rig.client.getCurves({ query: { job: [nobody, yoto], ...range } });
    expect(curves.map(({ jobId, curve, points }) => [jobId, curve, points.length])).toEqual([
      [nobody, null, 0],
      [yoto, { name: 'loss', points: 6, bucketSteps: null }, 6],
    ]);
    expect(curves[1]?.points).toEqual(part.points.map(({ name: _name, ...point }) => point));
    await expect(
      rig.client.getCurves({ query: { job: yoto, name: 'loss', fromStep: 2, toStep: 1 } }),
    ).rejects.toMatchObject({
      code: 'invalid_input',
    });
    const wrong = rig.client.getJobMetrics({ params: { id: yoto }, query: { fromStep: 2, toStep: 1 } });
    await expect(wrong).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('fromStep must not be greater than toStep'),
    });
    const { points } = await rig.client.getJobEvaluations({ params: { id: yoto } });
    expect(points.map((point) => placeKey(point)).sort()).toEqual(
      LAMBDAS.map((weight) => `near-b=${weight}`).sort(),
    );

    const comparison = await rig.client.getSweepComparison({ params: { id: sweep.id } });
    expect(comparison.series.map((series) => series.name)).toEqual(['grid', 'yoto', 'single model']);
    expect(comparison.complete).toBe(false);
    for (const series of comparison.series.slice(0, 2)) {
      expect(series.points.map(({ at }) => parametersAt(at)['near-b'])).toEqual(LAMBDAS);
      expect(series.cost.deviceSeconds).toBeGreaterThan(0);
    }
    const [, yotoSeries, single] = comparison.series;
    expect(yotoSeries?.regret.worst.absolute.value).toBeCloseTo(0, 12);
    expect(single?.regret.mean.absolute.value).toBeGreaterThan(0.1);
    const [fixedJob] = jobs;
    await expect(rig.client.retryJob({ params: { id: fixedJob?.id ?? '' } })).rejects.toMatchObject({
      code: 'conflict',
      details: { status: 409 },
    });
  });

  it.runIf(installed)('tells what it can train, and that it is well', async () => {
    const { items } = await rig.client.listTasks();
    expect(items.map((task) => task.id)).toContain('test-toy');
    expect(await rig.client.getTask({ params: { id: 'test-toy' } })).toEqual(
      items.find((task) => task.id === 'test-toy'),
    );
    expect(await rig.client.getHealth()).toMatchObject({ status: 'ok' });
    expect(await rig.client.getReadiness()).toEqual({ status: 'ready', database: 'ok', queue: 'ok' });
  });
});
