import { describe, expect, test } from 'vitest';
import { MOST_SOBOL_DIMENSIONS, sobolPoints } from './sobol.ts';

describe('sobolPoints', () => {
  test('the first 2^k points fall one into each of 2^k intervals, in every dimension, whatever the seed', () => {
    for (const seed of [0, 5]) {
      const points = sobolPoints(MOST_SOBOL_DIMENSIONS, 64, seed);
      for (let dimension = 0; dimension < MOST_SOBOL_DIMENSIONS; dimension++) {
        const intervals = points.map((point) => Math.floor((point[dimension] as number) * 64));
        expect(new Set(intervals).size).toBe(64);
      }
    }
  });
  test('the first two dimensions are a net: one point in each square of 8 by 8', () => {
    const points = sobolPoints(2, 64, 3);
    const squares = points.map(([x = 0, y = 0]) => `${Math.floor(x * 8)} ${Math.floor(y * 8)}`);
    expect(new Set(squares).size).toBe(64);
  });
  test('is that of Joe and Kuo, up to the shift', () => {
    const plain = sobolPoints(4, 8, 0);
    const [first = []] = plain;
    const unshifted = plain.map((point) =>
      point.map((value, dimension) => {
        const bits = (x: number) => Math.floor(x * 2 ** 32) >>> 0;
        return ((bits(value) ^ bits(first[dimension] as number)) >>> 0) / 2 ** 32;
      }),
    );
    expect(unshifted).toEqual([
      [0, 0, 0, 0],
      [0.5, 0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25, 0.25],
      [0.25, 0.75, 0.75, 0.75],
      [0.375, 0.375, 0.625, 0.875],
      [0.875, 0.875, 0.125, 0.375],
      [0.625, 0.125, 0.875, 0.625],
      [0.125, 0.625, 0.375, 0.125],
    ]);
  });
});
