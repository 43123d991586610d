import { randomStream } from '@yoto/core';
import { describe, expect, it } from 'vitest';
import { estimate } from './estimate.ts';
import { DEFAULT_BOOTSTRAP, drawSeeds } from './seed-draws.ts';

const meanOf = (values: readonly number[]) => (positions: readonly (readonly number[])[]) => {
  const chosen = positions[0] ?? [];
  return chosen.reduce((sum, i) => sum + (values[i] as number), 0) / chosen.length;
};

describe('estimate', () => {
  it('has no interval with one seed, and no value without a statistic, and says why', () => {
    const one = estimate(meanOf([3]), drawSeeds([1], DEFAULT_BOOTSTRAP), 'none');
    expect(one).toMatchObject({
      value: 3,
      interval: null,
      intervalReason: expect.stringContaining('one seed'),
    });
    const none = estimate(() => null, drawSeeds([5], DEFAULT_BOOTSTRAP), 'nothing was measured');
    expect(none).toMatchObject({ value: null, reason: 'nothing was measured', interval: null });
    expect(estimate(() => Number.NaN, drawSeeds([5], DEFAULT_BOOTSTRAP), 'no').value).toBeNull();
  });

  it('is the same every time, and depends on the seed of the generator', () => {
    const values = [1, 5, 2, 9, 4, 7, 7, 3, 8, 0];
    const interval = (seed: number) =>
      estimate(meanOf(values), drawSeeds([10], { ...DEFAULT_BOOTSTRAP, seed }), '').interval;
    expect(interval(0)).toEqual(interval(0));
    expect(interval(1)).not.toEqual(interval(0));
  });

  it('spans the least and the greatest of two seeds: all that resampling two can say', () => {
    const { interval } = estimate(meanOf([4, 10]), drawSeeds([2], DEFAULT_BOOTSTRAP), '');
    expect(interval).toEqual({ low: 4, high: 10, level: 0.95, seeds: 2, resamples: 1000 });
    expect(drawSeeds([2], DEFAULT_BOOTSTRAP).draws.length).toBe(3);
  });

  it('approaches the normal interval with many seeds', () => {
    const random = randomStream(5, 'normal errors');
    const values = Array.from({ length: 400 }, () => random.normal());
    const { value, interval } = estimate(meanOf(values), drawSeeds([400], DEFAULT_BOOTSTRAP), '');
    const spread = Math.sqrt(values.reduce((sum, v) => sum + (v - (value as number)) ** 2, 0) / 399);
    const half = (1.96 * spread) / 20;
    expect(((interval?.high ?? 0) - (value as number)) / half).toBeCloseTo(1, 0);
    expect(((value as number) - (interval?.low ?? 0)) / half).toBeCloseTo(1, 0);
    expect((interval?.high ?? 0) - (interval?.low ?? 0)).toBeLessThan(2.3 * half);
  });

  it('has no interval where too many resamples have no value', () => {
    const draws = drawSeeds([2], DEFAULT_BOOTSTRAP);
    const oneSeedMissing = estimate(([positions]) => (positions?.includes(0) ? 1 : null), draws, '');
    expect(oneSeedMissing).toMatchObject({ value: 1, interval: null });
    expect(oneSeedMissing.intervalReason).toMatch(/2\d\d of 1000 resamples/);
  });

  it('resamples two groups independently', () => {
    const { all, draws, seeds } = drawSeeds([3, 4], DEFAULT_BOOTSTRAP);
    expect(all).toEqual([
      [0, 1, 2],
      [0, 1, 2, 3],
    ]);
    expect(seeds).toBe(3);
    expect(draws.reduce((sum, { times }) => sum + times, 0)).toBe(1000);
    expect(draws.length).toBeGreaterThan(100);
  });
});
