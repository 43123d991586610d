import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hypervolume } from './hypervolume.ts';
import { hypervolumeBox } from './hypervolume-box.ts';
import { hypervolumeOfCurve } from './hypervolume-of-curve.ts';
import { hypervolumesAtMatchedLambdas } from './hypervolumes-at-matched-lambdas.ts';

const better = { x: 'lower', y: 'lower' } as const;
/** y = 1 / x, sampled evenly in log x from 1/4 to 4. */
const hyperbola = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const x = 4 ** ((2 * i) / (count - 1) - 1);
    return { x, y: 1 / x, at: { lambda: { kl: count === 9 ? i : i / 8 } } };
  });
const reference = { x: 5, y: 5 };

const value = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -6, max: 6 }) },
  fc.constantFrom(null, Number.NaN, Number.POSITIVE_INFINITY),
);
const points = fc.array(fc.record({ x: value, y: value }), { maxLength: 12 });

describe('hypervolumeOfCurve', () => {
  it('approaches the area under the curve, whatever the sampling, where the plain one grows with it', () => {
    // Between 1/4 and 4 under y = 5 above 1/x, then the quadrant beyond 4.
    const exact = 5 * 3.75 - Math.log(16) + (5 - 0.25) * 1;
    const plain = (count: number) =>
      hypervolume(
        hyperbola(count).map(({ x, y }) => [x, y]),
        [5, 5],
        ['lower', 'lower'],
      ) as number;
    for (const count of [9, 33, 129]) {
      expect(
        Math.abs((hypervolumeOfCurve(hyperbola(count), reference, better) as number) / exact - 1),
      ).toBeLessThan(0.004);
    }
    expect(plain(9) / exact).toBeLessThan(0.98);
    expect(plain(129) / plain(9)).toBeGreaterThan(1.02);
  });

  it('is at least the plain hypervolume and at most the box, for any points and direction', () => {
    fc.assert(
      fc.property(points, fc.constantFrom('lower' as const, 'higher' as const), (all, x) => {
        const directions = { x, y: 'higher' as const };
        const limit = { x: x === 'lower' ? 4 : -4, y: -4 };
        const area = hypervolumeOfCurve(all, limit, directions) as number;
        const plain = hypervolume(
          all.map((point) => [point.x, point.y]),
          [limit.x, limit.y],
          [x, 'higher'],
        ) as number;
        expect(area).toBeGreaterThanOrEqual(plain - 1e-9);
        expect(area).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('begins where the curve enters the reference box', () => {
    const line = [
      { x: 0, y: 10 },
      { x: 10, y: 0 },
    ];
    expect(hypervolumeOfCurve(line, { x: 8, y: 6 }, better)).toBeCloseTo(8, 8);
    expect(hypervolumeOfCurve(line, { x: 3, y: 6 }, better)).toBe(0);
    expect(hypervolumeOfCurve([{ x: 1, y: 1 }], { x: 3, y: 4 }, better)).toBe(6);
    expect(hypervolumeOfCurve([], { x: 3, y: 4 }, better)).toBe(0);
    expect(hypervolumeOfCurve(line, { x: Number.NaN, y: 4 }, better)).toBeNull();
  });
});

describe('hypervolumesAtMatchedLambdas', () => {
  it('gives a denser series no more than its share', () => {
    const sparse = hyperbola(9).map((point) => ({ ...point, at: { lambda: { kl: point.x } } }));
    const dense = hyperbola(129).map((point) => ({ ...point, at: { lambda: { kl: point.x } } }));
    const { lambdas, values } = hypervolumesAtMatchedLambdas([sparse, dense], reference, better);
    expect(lambdas).toBe(9);
    expect(values[1]).toBe(values[0]);
    expect(hypervolumesAtMatchedLambdas([sparse, []], reference, better)).toEqual({
      lambdas: 0,
      values: [0, 0],
    });
  });
});

describe('hypervolumeBox', () => {
  it('is a tenth of the range beyond the worst non-dominated value of any series', () => {
    const wild = { x: 1e9, y: 1e9 };
    const box = hypervolumeBox([[{ x: 0, y: 10 }, wild], [{ x: 10, y: 0 }]], better);
    expect(box).toMatchObject({ referencePoint: { x: 11, y: 11 }, ideal: { x: 0, y: 0 } });
    expect(box?.rule).toMatch('a tenth of the range');
    const quality = hypervolumeBox(
      [
        [
          { x: 1, y: 30 },
          { x: 2, y: 40 },
        ],
      ],
      { x: 'lower', y: 'higher' },
    );
    expect(quality).toMatchObject({ referencePoint: { x: 2.1, y: 29 }, ideal: { x: 1, y: 40 } });
  });

  it('has room where all values are equal, and does not exist without any', () => {
    expect(hypervolumeBox([[{ x: 0, y: 20 }]], better)).toMatchObject({ referencePoint: { x: 0.1, y: 22 } });
    expect(hypervolumeBox([[{ x: null, y: 20 }], []], better)).toBeNull();
  });
});
