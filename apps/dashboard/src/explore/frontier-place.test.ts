import type { EvaluationPoint } from '@yoto/core';
import { expect, test } from 'vitest';
import { frontierPlace } from './frontier-place.ts';

const AXES = { x: 'kl', y: 'both', sums: [{ name: 'both', terms: ['kl', 'fit'] }] };
const point = (
  lambda: Record<string, number>,
  kl: number | 'NaN',
  fit: number,
  step = 9,
): EvaluationPoint => ({
  ...{ step, lambda, examples: 4, metrics: {} },
  losses: { kl, fit },
});
const LINE = [point({ w: 16 }, 2, 8), point({ w: 1 }, 6, 4), point({ w: 4 }, 100, 100, 3)];

test('a place between two lambdas is interpolated along the logarithm, of the last step alone', () => {
  expect(frontierPlace(LINE, { w: 4 }, AXES)).toEqual({
    ...{ x: 4, y: 10, isMeasured: false },
    between: [{ w: 1 }, { w: 16 }],
  });
});

test('a measured lambda is itself, and beyond both ends the nearest stands in', () => {
  expect(frontierPlace(LINE, { w: 16 }, AXES)).toEqual({
    x: 2,
    y: 10,
    between: [{ w: 16 }],
    isMeasured: true,
  });
  expect(frontierPlace(LINE, { w: 99 }, AXES)).toMatchObject({
    x: 2,
    between: [{ w: 16 }],
    isMeasured: false,
  });
  expect(frontierPlace(LINE, { w: 0.1 }, AXES)).toMatchObject({
    x: 6,
    between: [{ w: 1 }],
    isMeasured: false,
  });
});

test('of several weights the nearest is taken, and what diverged is left out', () => {
  const plane = [point({ a: 1, b: 8 }, 1, 1), point({ a: 8, b: 1 }, 2, 2), point({ a: 8, b: 8 }, 'NaN', 3)];
  expect(frontierPlace(plane, { a: 8, b: 7 }, AXES)).toMatchObject({ x: 2, between: [{ a: 8, b: 1 }] });
  expect(frontierPlace([point({ a: 1 }, 'NaN', 1)], { a: 1 }, AXES)).toBeUndefined();
});

test('of several weights one moves along the line on which the others were measured', () => {
  const cross = [
    point({ a: 1, b: 4 }, 1, 9),
    point({ a: 16, b: 4 }, 5, 5),
    point({ a: 4, b: 1 }, 7, 7),
    point({ a: 4, b: 16 }, 9, 1),
  ];
  expect(frontierPlace(cross, { a: 4, b: 4 }, AXES)).toMatchObject({
    ...{ x: 3, y: 10 },
    between: [
      { a: 1, b: 4 },
      { a: 16, b: 4 },
    ],
  });
  expect(frontierPlace(cross, { a: 4, b: 2 }, AXES)).toMatchObject({ x: 7.5, isMeasured: false });
  expect(frontierPlace(cross, { a: 3, b: 3 }, AXES)?.between).toHaveLength(1);
});
