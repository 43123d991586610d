import type { CurvePoint, MetricPoint, PointValue } from '@yoto/core';
import { claimDue, registerWorker, submitJob } from '@yoto/testkit';
import { useTestStorage } from '@yoto/testkit/use-test-storage';
import { beforeEach, expect, test } from 'vitest';
import type { AttemptRef } from './storage.ts';

const rig = useTestStorage();
let attempt: AttemptRef;
beforeEach(async () => {
  const worker = await registerWorker(rig.storage);
  await submitJob(rig.storage);
  const job = await claimDue(rig.storage, worker);
  attempt = { jobId: job.id, attempt: job.attempt };
});

const curve = (name: string, values: readonly PointValue[], everySteps = 1): MetricPoint[] =>
  values.map((value, i) => ({ name, step: i * everySteps, value }));
const write = (points: readonly MetricPoint[]) => rig.storage.points.writeMetrics(attempt, points);
const read = (query: Parameters<typeof rig.storage.points.metrics>[1]) =>
  rig.storage.points.metrics(attempt.jobId, query);

/** What a bucket should say, computed from all of its points. */
function bucketOf(points: readonly MetricPoint[]): CurvePoint {
  const finite = points.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
  const { name, step } = points.at(-1)!;
  return {
    name,
    step,
    value: finite.reduce((sum, value) => sum + value, 0) / finite.length,
    bucket: {
      firstStep: points[0]!.step,
      points: points.length,
      nonFinite: points.length - finite.length,
      min: Math.min(...finite),
      max: Math.max(...finite),
    },
  };
}

function bucketsOf(points: readonly MetricPoint[], steps: number): MetricPoint[][] {
  const buckets = new Map<number, MetricPoint[]>();
  for (const point of points) {
    const at = Math.floor(point.step / steps);
    buckets.set(at, [...(buckets.get(at) ?? []), point]);
  }
  return [...buckets.values()];
}

test('a thinned curve has the least, greatest and mean value of all of its points, also with NaN among them', async () => {
  // Eighths, whose sums are exact in any order; every 7th step, so that buckets hold different numbers of points.
  const noisy = Array.from({ length: 3000 }, (_, i): PointValue => {
    if (i % 501 === 3) return 'NaN';
    if (i === 1777) return '-Infinity';
    return ((i * 7919) % 4096) / 8 - (i === 2000 ? 1e6 : 0);
  });
  const points = curve('loss', noisy, 7);
  await write([...points, ...curve('other', [9, 9, 9])]);
  const { curves, points: thinned } = await read({ names: ['loss'], maxPoints: 110 });
  expect(curves).toEqual([{ name: 'loss', points: 3000, bucketSteps: 200 }]);
  const buckets = bucketsOf(points, 200);
  expect(thinned).toEqual(buckets.map(bucketOf));

  const [fromStep, toStep] = [5003, 15_020];
  const part = await read({ names: ['loss'], maxPoints: 110, fromStep, toStep });
  const asked = points.filter(({ step }) => step >= fromStep && step <= toStep);
  expect(part.curves).toEqual([{ name: 'loss', points: asked.length, bucketSteps: 100 }]);
  const closer = bucketsOf(asked, 100);
  expect(part.points).toEqual(closer.map(bucketOf));
});

test('the curves of a range have all points where these are few, however far apart', async () => {
  const far = curve('far', [1, 2, 3], 900_000_000);
  const near = curve('near', [4, 5, 6]);
  await write([...near, ...far]);
  const all = await read({ maxPoints: 3 });
  expect(all.points).toEqual([...far, ...near]);
  expect(all.curves.map(({ bucketSteps }) => bucketSteps)).toEqual([null, null]);
  expect((await read({ maxPoints: 3, fromStep: 1, toStep: 900_000_000 })).points).toEqual([
    far[1],
    ...near.slice(1),
  ]);
  expect(await read({ maxPoints: 3, names: ['near', 'near', 'unknown'], toStep: 0 })).toEqual({
    curves: [{ name: 'near', points: 1, bucketSteps: null }],
    points: near.slice(0, 1),
  });
});

test('thinned, a bucket of one point is that point, and empty stretches have none', async () => {
  const points: MetricPoint[] = [0, 1, 2, 3, 2_000_000_000].map((step) => ({ name: 'loss', step, value: 1 }));
  await write(points);
  const { curves, points: thinned } = await read({ maxPoints: 4 });
  expect(curves).toEqual([{ name: 'loss', points: 5, bucketSteps: 1_000_000_000 }]);
  const bucket = { firstStep: 0, points: 4, nonFinite: 0, min: 1, max: 1 };
  expect(thinned).toEqual([{ name: 'loss', step: 3, value: 1, bucket }, points[4]]);
});

test.each([
  [[1, 'NaN', 'Infinity', 3], 2],
  [['Infinity', 'Infinity', null, 'Infinity'], 'Infinity'],
  [['-Infinity', 'Infinity', 'Infinity', 'Infinity'], 'NaN'],
  [['NaN', 'NaN', 'NaN', 'NaN'], 'NaN'],
  [[null, null, null, null], null],
  [[Number.MAX_VALUE, Number.MAX_VALUE, Number.MAX_VALUE, Number.MAX_VALUE], Number.MAX_VALUE],
  [[1e308, 1e308, -1e308, -1e308], 0],
  [[5e-324, 5e-324, 5e-324, 5e-324], 5e-324],
  [[1e200, -1e200, 1e200, -1e200], 0],
] as const)('a bucket of %j gives %j', async (values, value) => {
  await write(curve('loss', values));
  const { points } = await read({ maxPoints: 1 });
  expect(points.map((point) => point.value)).toEqual([value]);
  const finite = values.filter((one) => typeof one === 'number');
  expect(points[0]!.bucket).toEqual({
    firstStep: 0,
    points: 4,
    nonFinite: 4 - finite.length,
    min: finite.length > 0 ? Math.min(...finite) : null,
    max: finite.length > 0 ? Math.max(...finite) : null,
  });
});

test('the names of the curves of one job', async () => {
  await write([...curve('loss', [1, 2, 3]), ...curve('a', [1]), ...curve('rate', [1, 2])]);
  await submitJob(rig.storage);
  expect(await rig.storage.points.metricNames(attempt.jobId)).toEqual(['a', 'loss', 'rate']);
});
