import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Direction } from '../pareto-set.ts';
import { hypervolume } from './hypervolume.ts';
import { hypervolume3d } from './hypervolume-3d.ts';
import { wfgHypervolume } from './wfg.ts';

const lower = (dimensions: number): Direction[] => Array(dimensions).fill('lower');

/** Sum over all subsets of points of the box that each dominates together, with alternating signs. */
function byInclusionAndExclusion(points: number[][], reference: number[]): number {
  let sum = 0;
  for (let subset = 1; subset < 2 ** points.length; subset++) {
    const chosen = points.filter((_, i) => (subset >> i) & 1);
    const box = reference.reduce(
      (product, limit, axis) =>
        product * Math.max(0, limit - Math.max(...chosen.map((point) => point[axis] as number))),
      1,
    );
    sum += chosen.length % 2 === 1 ? box : -box;
  }
  return sum;
}

const pointsOf = (dimensions: number) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: dimensions, maxLength: dimensions }), {
    maxLength: 8,
  });

describe('hypervolume', () => {
  it('measures stairs by hand', () => {
    const stairs = [
      [1, 3],
      [2, 2],
      [3, 1],
    ];
    expect(hypervolume(stairs, [4, 4], lower(2))).toBe(6);
    expect(
      hypervolume(
        stairs.map(([x, y]) => [x as number, -(y as number)]),
        [4, -4],
        ['lower', 'higher'],
      ),
    ).toBe(6);
    expect(hypervolume([[0, 0, 0]], [2, 3, 4], lower(3))).toBe(24);
    expect(
      hypervolume(
        [
          [0, 1, 2],
          [1, 0, 2],
          [1, 1, 0],
        ],
        [2, 2, 2],
        lower(3),
      ),
    ).toBe(2);
    expect(hypervolume([[5], [2]], [9], lower(1))).toBe(7);
  });

  it('is inclusion and exclusion of boxes, in two to five dimensions', () => {
    const cases = fc
      .integer({ min: 2, max: 5 })
      .chain((dimensions) => fc.tuple(pointsOf(dimensions), fc.constant(Array<number>(dimensions).fill(5))));
    fc.assert(
      fc.property(cases, ([points, reference]) => {
        expect(hypervolume(points, reference, lower(reference.length))).toBe(
          byInclusionAndExclusion(points, reference),
        );
      }),
    );
  });

  it('sweeps three dimensions as WFG does', () => {
    const point = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 25 }), (points) => {
        expect(hypervolume3d(points, [0.9, 0.9, 0.9])).toBeCloseTo(
          wfgHypervolume(points, [0.9, 0.9, 0.9]),
          10,
        );
      }),
    );
  });

  it('never falls when a point is added, and ignores order, repetitions and dominated points', () => {
    fc.assert(
      fc.property(pointsOf(4), pointsOf(4), (points, more) => {
        const volume = (all: number[][]) => hypervolume(all, [6, 6, 6, 6], lower(4)) as number;
        expect(volume([...points, ...more])).toBeGreaterThanOrEqual(volume(points));
        const worse = points.map((point) => point.map((value) => value + 1));
        expect(volume([...points, ...[...points].reverse(), ...worse])).toBe(volume(points));
      }),
    );
  });

  it('counts nothing that is unmeasured, infinite or beyond the reference', () => {
    const strange = [
      [null, 1],
      [Number.NaN, 1],
      [Number.NEGATIVE_INFINITY, 1],
      [9, 0],
      [4, 1],
    ];
    expect(hypervolume(strange, [4, 4], lower(2))).toBe(0);
    expect(hypervolume([], [4, 4], lower(2))).toBe(0);
    expect(hypervolume([[1, 1]], [Number.NaN, 4], lower(2))).toBeNull();
    expect(hypervolume([[-1e200, -1e200]], [1e200, 1e200], lower(2))).toBeNull();
    expect(hypervolume([[1]], [], [])).toBeNull();
  });
});
