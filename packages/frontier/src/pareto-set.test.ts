import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paretoSet } from './pareto-set.ts';

type Point = { x: number | null; y: number | null };
const value = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: -6, max: 6 }) }, fc.constant(null));
const points = fc.array(fc.record({ x: value, y: value }), { maxLength: 30 });

function dominates(a: Point, b: Point): boolean {
  if (a.x === null || a.y === null || b.x === null || b.y === null) return false;
  return a.x <= b.x && a.y <= b.y && (a.x < b.x || a.y < b.y);
}

describe('paretoSet', () => {
  it('keeps the lower-left border, ordered by x', () => {
    const set = paretoSet([
      { x: 3, y: 1 },
      { x: 1, y: 3 },
      { x: 2, y: 2 },
      { x: 3, y: 3 },
      { x: 1, y: 4 },
    ]);
    expect(set).toEqual([
      { x: 1, y: 3 },
      { x: 2, y: 2 },
      { x: 3, y: 1 },
    ]);
  });

  it('follows the direction of each axis', () => {
    const lowRate = { x: 0.1, y: 28 };
    const highRate = { x: 1, y: 40 };
    const wasteful = { x: 1.2, y: 39 };
    expect(paretoSet([wasteful, highRate, lowRate], { x: 'lower', y: 'higher' })).toEqual([
      lowRate,
      highRate,
    ]);
  });

  it('is exactly the measured points that nothing dominates', () => {
    fc.assert(
      fc.property(points, (all) => {
        const expected = all.filter(
          (point) => point.x !== null && point.y !== null && !all.some((other) => dominates(other, point)),
        );
        expect(new Set(paretoSet(all))).toEqual(new Set(expected));
      }),
    );
  });

  it('does not depend on the order, and choosing again changes nothing', () => {
    fc.assert(
      fc.property(points, (all) => {
        const set = paretoSet(all);
        expect(paretoSet([...all].reverse())).toEqual(set);
        expect(paretoSet(set)).toEqual(set);
      }),
    );
  });
});
