import { expect, test } from 'vitest';
import { shareOf, valueAt } from './slider-scale.ts';

test.each([
  ['log', 0.125, 4096, 22.6],
  ['linear', 0, 10, 5],
] as const)('a %s slider reaches both ends, and its middle', (scale, min, max, middle) => {
  const slider = { scale, min, max };
  expect([0, 0.5, 1].map((share) => valueAt(share, slider))).toEqual([min, middle, max]);
  expect([min, max].map((value) => shareOf(value, slider))).toEqual([0, 1]);
  expect(shareOf(middle, slider)).toBeCloseTo(0.5, 3);
});

test('rounding never leaves the slider, and what is outside stands at its end', () => {
  const slider = { scale: 'log', min: 1.2345, max: 9.8765 } as const;
  expect([0, 1].map((share) => valueAt(share, slider))).toEqual([1.2345, 9.8765]);
  expect([0, 1e9].map((value) => shareOf(value, slider))).toEqual([0, 1]);
});
