import { expect, test } from 'vitest';
import { shrinkTask } from '../testing/shrink-task.ts';
import { exploreSliders } from './sliders.ts';

const startWithin = (min: number, max: number): number | undefined => {
  const distribution = { size: { kind: 'log-uniform' as const, min, max } };
  return exploreSliders(shrinkTask.spec, { distribution })[0]?.start;
};

test('a slider starts in the middle, as people would write it', () => {
  expect(startWithin(0.0012, 0.26)).toBe(0.0177);
  expect(startWithin(1, 64)).toBe(8);
});

test('and never outside what was trained', () => {
  expect(startWithin(1.23456, 1.23457)).toBe(1.23456);
});
