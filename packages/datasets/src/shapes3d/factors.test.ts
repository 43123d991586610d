import { expect, test } from 'vitest';
import { factorsOf, indexOfFactors, orientationRadians, SHAPES3D_COUNT, scaleFactor } from './factors.ts';

const first = { floorHue: 0, wallHue: 0, objectHue: 0, scale: 0, shape: 0, orientation: 0 };

test.each([
  [0, first],
  [14, { ...first, orientation: 14 }],
  [15, { ...first, shape: 1 }],
  [60, { ...first, scale: 1 }],
  [480, { ...first, objectHue: 1 }],
  [4800, { ...first, wallHue: 1 }],
  [48_000, { ...first, floorHue: 1 }],
  [479_999, { floorHue: 9, wallHue: 9, objectHue: 9, scale: 7, shape: 3, orientation: 14 }],
])('picture %i has the published factors', (index, factors) => {
  expect(factorsOf(index)).toEqual(factors);
  expect(indexOfFactors(factors)).toBe(index);
});

test('indexOfFactors inverts factorsOf', () => {
  for (let index = 0; index < SHAPES3D_COUNT; index += 997)
    expect(indexOfFactors(factorsOf(index))).toBe(index);
});

test.each([-1, 480_000, 1.5, Number.NaN])('there is no picture %d', (index) => {
  expect(() => factorsOf(index)).toThrow(/0 to 479999/);
});

test('sizes and angles are the published ranges', () => {
  expect([scaleFactor(0), scaleFactor(7)]).toEqual([0.75, 1.25]);
  const degrees = [0, 7, 14].map((value) => (orientationRadians(value) * 180) / Math.PI);
  expect(degrees[0]).toBeCloseTo(-30);
  expect(degrees[1]).toBeCloseTo(0);
  expect(degrees[2]).toBeCloseTo(30);
});
