import { randomStream } from '@yoto/core';
import { describe, expect, test } from 'vitest';
import { keyedPermutation } from './keyed-permutation.ts';

const order = (size: number, key: number) => {
  const permutation = keyedPermutation(size, randomStream(key, 'test'));
  return Array.from({ length: size }, (_, position) => permutation(position));
};

describe('keyedPermutation', () => {
  test.each([1, 2, 3, 4, 5, 64, 1000, 1017, 4097])('is a bijection on %i values', (size) => {
    expect(order(size, 1).toSorted((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => i));
  });
  test('is a function of the key', () => {
    expect(order(1000, 1)).toEqual(order(1000, 1));
    expect(order(1000, 1)).not.toEqual(order(1000, 2));
  });
  test('mixes: neighbours land far apart and few values stay', () => {
    const values = order(10_000, 3);
    const steps = values.slice(1).map((value, i) => Math.abs(value - (values[i] as number)));
    const meanStep = steps.reduce((sum, step) => sum + step, 0) / steps.length;
    expect(meanStep / 10_000).toBeCloseTo(1 / 3, 1);
    expect(values.filter((value, i) => value === i).length).toBeLessThan(10);
  });
  test.each([-1, 10, 0.5])('refuses position %d of 10', (position) => {
    expect(() => keyedPermutation(10, randomStream(1, 'test'))(position)).toThrow(/0 to 9/);
  });
  test.each([0, 1.5, 2 ** 30 + 1])('refuses size %d', (size) => {
    expect(() => keyedPermutation(size, randomStream(1, 'test'))).toThrow(/size/);
  });
});
