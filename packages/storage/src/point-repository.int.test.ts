import type { EvaluationPoint, MetricPoint, PointValue } from '@yoto/core';
import { claimDue, registerWorker, submitJob, submitSweep } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { AttemptRef, JobRow } from './storage.ts';

const rig = useTestStorage();
let worker: Awaited<ReturnType<typeof registerWorker>>;
beforeEach(async () => {
  worker = await registerWorker(rig.storage);
});

const refOf = (job: JobRow): AttemptRef => ({ jobId: job.id, attempt: job.attempt });
const claimNext = async () => refOf(await claimDue(rig.storage, worker));
async function claimed(): Promise<AttemptRef> {
  await submitJob(rig.storage);
  return claimNext();
}

const curve = (name: string, values: readonly PointValue[]): MetricPoint[] =>
  values.map((value, step) => ({ name, step, value }));
const evaluation = (step: number, beta: number, loss: PointValue): EvaluationPoint => ({
  step,
  lambda: { 'near-b': beta },
  losses: { 'near-a': loss, 'near-b': 2 },
  metrics: { 'distance-to-a': 0.5 },
  examples: 16,
});

describe('metric points', () => {
  test('written again they replace each other, in one batch and over batches', async () => {
    const attempt = await claimed();
    await rig.storage.points.writeMetrics(attempt, [
      ...curve('loss', [3, 2, 1]),
      { name: 'loss', step: 1, value: 9 },
    ]);
    await rig.storage.points.writeMetrics(attempt, curve('loss', [3, 2.5]));
    await rig.storage.points.writeMetrics(attempt, []);
    const read = await rig.storage.points.metrics(attempt.jobId, { maxPoints: 100 });
    expect(read.points).toEqual(curve('loss', [3, 2.5, 1]));
  });

  test('NaN and infinities stay apart, and so does what an old row does not say', async () => {
    const attempt = await claimed();
    const values = [1, 'NaN', 'Infinity', '-Infinity', null] as const;
    await rig.storage.points.writeMetrics(attempt, curve('loss', values));
    const read = await rig.storage.points.metrics(attempt.jobId, { maxPoints: 100 });
    expect(read.points.map((point) => point.value)).toEqual(values);
  });

  test('doubles come back bit for bit', async () => {
    const attempt = await claimed();
    const values = [Math.PI, 1e-300, -0.1, Number.MAX_VALUE, 5e-324, 2 ** 53 + 2];
    await rig.storage.points.writeMetrics(attempt, curve('loss', values));
    const read = await rig.storage.points.metrics(attempt.jobId, { maxPoints: 100 });
    expect(read.points.map((point) => point.value)).toEqual(values);
  });

  test('an unknown job has no points and takes none', async () => {
    const unknown = { jobId: '00000000-0000-7000-8000-000000000000', attempt: 1 };
    const nothing = await rig.storage.points.metrics(unknown.jobId, { maxPoints: 10 });
    expect(nothing).toEqual({ curves: [], points: [] });
    const refused = rig.storage.points.writeMetrics(unknown, curve('loss', [1]));
    await expect(refused).rejects.toMatchObject({ code: 'stale_attempt' });
    const notFound = rig.storage.points.writeMetrics({ jobId: 'x', attempt: 1 }, []);
    await expect(notFound).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a text that Postgres cannot store is told', async () => {
    const attempt = await claimed();
    const refused = rig.storage.points.writeMetrics(attempt, [{ name: 'a\0b', step: 1, value: 1 }]);
    await expect(refused).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('evaluation points', () => {
  test('written again they replace each other', async () => {
    const attempt = await claimed();
    const points = [evaluation(10, 0.5, 1), evaluation(10, 2, null), evaluation(20, 0.5, '-Infinity')];
    await rig.storage.points.writeEvaluations(attempt, [evaluation(10, 0.5, 7), ...points]);
    await rig.storage.points.writeEvaluations(attempt, points.slice(0, 2));
    expect(await rig.storage.points.evaluations(attempt.jobId)).toEqual(points);
  });

  test('the last ones of every job of a sweep', async () => {
    const { sweep } = await submitSweep(rig.storage);
    const [first, second] = [await claimNext(), await claimNext()];
    await rig.storage.points.writeEvaluations(first, [evaluation(10, 0.5, 1), evaluation(20, 0.5, 0.5)]);
    await rig.storage.points.writeEvaluations(second, [evaluation(10, 0.5, 4), evaluation(10, 2, 5)]);
    await rig.storage.points.writeEvaluations(await claimed(), [evaluation(99, 1, 1)]);
    expect(await rig.storage.points.lastEvaluationsOfSweep(sweep.id)).toEqual([
      { jobId: first.jobId, ...evaluation(20, 0.5, 0.5) },
      { jobId: second.jobId, ...evaluation(10, 0.5, 4) },
      { jobId: second.jobId, ...evaluation(10, 2, 5) },
    ]);
    expect(await rig.storage.points.lastEvaluationsOfSweep(sweep.id, 19)).toEqual([
      { jobId: first.jobId, ...evaluation(10, 0.5, 1) },
      { jobId: second.jobId, ...evaluation(10, 0.5, 4) },
      { jobId: second.jobId, ...evaluation(10, 2, 5) },
    ]);
    expect(await rig.storage.points.lastEvaluationsOfSweep(sweep.id, 9)).toEqual([]);
    expect(await rig.storage.points.evaluatedStepsOfSweep(sweep.id)).toEqual([10, 20]);
  });
});

test('a takeover while points stream in lets nothing through afterwards', async () => {
  const job = await submitJob(rig.storage);
  const first = await claimNext();
  const accepted: number[] = [];
  /** Writes until it is refused. */
  const stream = async (from: number) => {
    for (let step = from; ; step += 4) {
      try {
        await rig.storage.points.writeMetrics(first, [{ name: 'loss', step, value: 1 }]);
      } catch (error) {
        return expect(error).toMatchObject({ code: 'stale_attempt' });
      }
      accepted.push(step);
    }
  };
  const streams = [0, 1, 2, 3].map(stream);
  await vi.waitFor(() => expect(accepted.length).toBeGreaterThan(10), { timeout: 20_000 });
  await rig.storage.jobs.end(first, { outcome: 'preempted' });
  const stepsNow = async () =>
    (await rig.storage.points.metrics(job.id, { maxPoints: 1_000_000 })).points.map((point) => point.step);
  const atTakeover = await stepsNow();
  await Promise.all(streams);
  expect(await stepsNow()).toEqual(atTakeover);
  expect(accepted.sort((a, b) => a - b)).toEqual(atTakeover);
});
