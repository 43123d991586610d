import type { BdMethod } from '@yoto/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bdMetric, bdRate } from './bd-difference.ts';

const better = { x: 'lower', y: 'higher' } as const;
const METHODS: BdMethod[] = ['pchip', 'akima', 'cubic'];

/** A rising curve of 5 to 12 points, strictly monotone and well apart. */
const curve = fc
  .array(
    fc.tuple(fc.double({ min: 0.05, max: 1, noNaN: true }), fc.double({ min: 0.1, max: 3, noNaN: true })),
    {
      minLength: 5,
      maxLength: 12,
    },
  )
  .map((steps) => {
    let [x, y] = [0.1, 20];
    return steps.map(([dx, dy]) => {
      x *= 1 + dx;
      y += dy;
      return { x, y };
    });
  });

describe('properties of the Bjontegaard differences', () => {
  it('a curve does not differ from itself', () => {
    fc.assert(
      fc.property(curve, fc.constantFrom(...METHODS), (points, method) => {
        expect(bdRate(points, points, { method, better }).value).toBe(0);
        expect(bdMetric(points, points, { method, better }).value).toBe(0);
      }),
    );
  });

  it('c times the rate is (c - 1) * 100 per cent, and a shift of y is itself', () => {
    fc.assert(
      fc.property(
        curve,
        fc.constantFrom(...METHODS),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (points, method, c) => {
          const scaled = points.map(({ x, y }) => ({ x: c * x, y }));
          expect(bdRate(points, scaled, { method, better }).value).toBeCloseTo(100 * (c - 1), 6);
          const shifted = points.map(({ x, y }) => ({ x, y: y + c }));
          for (const xScale of ['log', 'linear'] as const) {
            expect(bdMetric(points, shifted, { method, better, xScale }).value).toBeCloseTo(c, 6);
          }
        },
      ),
    );
  });

  it('the other way round is the reciprocal, and the order of points does not matter', () => {
    fc.assert(
      fc.property(curve, curve, fc.constantFrom(...METHODS), (a, b, method) => {
        const there = bdRate(a, b, { method, better });
        const back = bdRate(b, a, { method, better });
        if (there.value === null) {
          expect(back.reason).toBe(there.reason);
          return;
        }
        const inLogs = Math.log1p(there.value / 100) + Math.log1p((back.value as number) / 100);
        expect(inLogs).toBeCloseTo(0, 8);
        expect(bdRate([...a].reverse(), [...b].reverse(), { method, better })).toEqual(there);
      }),
    );
  });
});

describe('what has no Bjontegaard difference', () => {
  const pchip = { method: 'pchip', better } as const;
  const rising = [1, 2, 3, 4].map((x) => ({ x, y: 10 * x }));

  it('says why', () => {
    const reason = (points: { x: number | null; y: number | null }[], method: BdMethod = 'pchip') => {
      const result = bdRate(rising, points, { method, better });
      expect(result.value).toBeNull();
      return result.reason;
    };
    expect(reason([])).toMatch('pchip needs 2 points');
    expect(reason([{ x: 1, y: 1 }])).toMatch('there are 4 and 1');
    expect(reason(rising.slice(0, 3), 'cubic')).toMatch('cubic needs 4 points');
    expect(reason(rising.slice(0, 2), 'akima')).toMatch('akima needs 3 points');
    expect(reason(rising.map(({ x, y }) => ({ x, y: y + 100 })))).toMatch('no common range of y');
    expect(reason([{ x: 0, y: 5 }, ...rising])).toMatch('no logarithm');
    expect(reason([{ x: -2, y: 5 }, ...rising])).toMatch('no logarithm');
    expect(
      reason([
        { x: Number.NaN, y: 1 },
        { x: null, y: 3 },
        { x: 1, y: Number.POSITIVE_INFINITY },
      ]),
    ).toMatch('0');
    const huge = [
      { x: 1e-300, y: 10 },
      { x: 1e300, y: 10 + 1e-14 },
      { x: 1.1e300, y: 40 },
    ];
    expect(
      bdRate(huge, rising, pchip).value === null || Number.isFinite(bdRate(huge, rising, pchip).value),
    ).toBe(true);
  });

  it('has none at the ends of floating point', () => {
    const ends = [-1.7e308, 0, 1.7e308].map((x) => ({ x, y: x }));
    for (const method of ['pchip', 'akima'] as const) {
      expect(bdMetric(ends, ends, { method, better, xScale: 'linear' }).reason).toMatch('too far apart');
    }
    const close = [1e15, 1e15 + 0.125, 1e15 + 0.25].map((x, i) => ({ x, y: i }));
    expect(bdMetric(close, close, pchip).reason).not.toBeNull();
  });

  it('measures along x itself where x has no logarithm', () => {
    const negative = [-3, -1, 0, 2].map((x) => ({ x, y: x ** 3 }));
    const above = negative.map(({ x, y }) => ({ x, y: y + 2 }));
    expect(bdMetric(negative, above, pchip).reason).toMatch('no logarithm');
    expect(bdMetric(negative, above, { ...pchip, xScale: 'linear' }).value).toBeCloseTo(2, 10);
  });

  it('leaves dominated, repeated and unmeasured points out and counts them', () => {
    const noisy = [...rising, { x: 2.5, y: 15 }, { x: 3, y: 30 }, { x: null, y: 4 }];
    expect(bdRate(rising, noisy, pchip)).toMatchObject({ value: 0, leftOut: { anchor: 0, test: 3 } });
  });

  it('warns of a small common range and of a cubic that turns', () => {
    const half = rising.map(({ x, y }) => ({ x, y: y + 15 }));
    expect(bdRate(rising, half, pchip).warnings).toEqual([expect.stringContaining('33 %')]);
    const steep = [0, 1, 2, 3, 4, 5].map((i) => ({ x: i < 3 ? 1 + i / 100 : 10 + i / 100, y: i }));
    expect(bdRate(steep, steep, { method: 'cubic', better }).warnings).toEqual([
      expect.stringContaining('not monotone'),
    ]);
    expect(bdRate(steep, steep, pchip).warnings).toEqual([]);
  });
});
