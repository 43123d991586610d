import { expect, test } from 'vitest';
import { stopOf } from './history-stops.ts';

test('a step of the address stands at the last evaluated one until then', () => {
  const steps = [50, 100, 150];
  expect([undefined, 10, 50, 99, 100, 9000].map((step) => stopOf(steps, step))).toEqual([2, 0, 0, 0, 1, 2]);
  expect(stopOf([], 5)).toBe(0);
});
