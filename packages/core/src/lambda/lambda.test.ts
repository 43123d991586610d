import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseInput } from '../parse-input.ts';
import { Lambda, lambdaKey, lambdaLabel } from './lambda.ts';
import { type LambdaDistribution, lambdaQuantile } from './lambda-distribution.ts';
import { LambdaGrid, lambdaGridSize, lambdaGridValues, WeightGrid, weightGridValues } from './lambda-grid.ts';
import { normalCdf, normalQuantile } from './normal.ts';

describe('lambda', () => {
  test('the key does not depend on the order of the terms and tells any two weights apart', () => {
    expect(lambdaKey({ b: 1, a: 0.1 })).toBe(lambdaKey({ a: 0.1, b: 1 }));
    expect(lambdaKey({ a: 0.1 })).not.toBe(lambdaKey({ a: 0.1 + Number.EPSILON }));
  });
  test('the label is exact: two lambdas that differ never read the same', () => {
    expect(lambdaLabel({ style: 0.001, content: 2 })).toBe('content 2, style 0.001');
    expect(lambdaLabel({ kl: 0.3 })).not.toBe(lambdaLabel({ kl: 0.1 + 0.2 }));
  });
  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 1e13])('refuses the weight %s', (weight) => {
    expect(Lambda.safeParse({ kl: weight }).success).toBe(false);
  });
});

describe('lambda grids', () => {
  test('log-spaced values have exact ends and a constant ratio', () => {
    const values = weightGridValues({ logSpaced: { min: 0.5, max: 512, count: 6 } });
    expect(values).toEqual([0.5, 2, 8, 32, 128, 512]);
  });
  test('powers give the grid of the paper', () => {
    const values = weightGridValues({ powers: { base: 2, from: -3, to: 9, step: 1 } });
    expect(values).toHaveLength(13);
    expect([values[0], values[12]]).toEqual([0.125, 512]);
  });
  test('powers of ten are what people would type', () => {
    const values = weightGridValues({ powers: { base: 10, from: -5, to: -3, step: 1 } });
    expect(values).toEqual([1e-5, 1e-4, 1e-3]);
  });
  test('several weights give their product', () => {
    expect(lambdaGridValues({ a: [1, 2], b: [3, 4] }, [])).toHaveLength(4);
    expect(lambdaGridSize({ a: [1, 2], b: { powers: { base: 2, from: 0, to: 4, step: 2 } } }, [])).toBe(6);
  });
  test.each([
    [
      { a: { logSpaced: { min: 1, max: 1.00001, count: 100 } } },
      /a\.logSpaced\.count: makes some values twice/,
    ],
    [{ a: { powers: { base: 10, from: 0, to: 13 } } }, /a\.powers\.to: reaches beyond the largest weight/],
    [{ a: { powers: { base: 10, from: 0 } } }, /a\.powers\.to: is needed/],
    [5, /must be a list or an object with named fields/],
    [Array.from({ length: 501 }, (_, i) => ({ a: i + 1 })), /at most 500 entries/],
  ])('refuses a grid: %j', (grid, message) => {
    expect(() => parseInput(LambdaGrid, grid, 'The grid')).toThrow(message);
  });
  test('evenly spaced values may begin at 0, log-spaced ones may not', () => {
    expect(weightGridValues({ linSpaced: { min: 0, max: 1, count: 3 } })).toEqual([0, 0.5, 1]);
    expect(WeightGrid.safeParse({ linSpaced: { min: 0, max: 1, count: 3 } }).success).toBe(true);
    const { error } = WeightGrid.safeParse({ logSpaced: { min: 0, max: 1, count: 3 } });
    expect(JSON.stringify(error?.issues)).toMatch(/a log scale has no place for 0/);
  });
});

const distributions: LambdaDistribution[] = [
  { kind: 'log-uniform', min: 0.5, max: 512 },
  { kind: 'uniform', min: 0.5, max: 512 },
  { kind: 'log-normal', median: 16, sigma: 2, min: 0.5, max: 512 },
];
describe.each(distributions)('lambdaQuantile of $kind', (distribution) => {
  test('stays in the range and rises with the probability', () => {
    const probability = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
    fc.assert(
      fc.property(probability, probability, (p, q) => {
        const [low, high] = [Math.min(p, q), Math.max(p, q)].map((x) => lambdaQuantile(distribution, x));
        expect(low).toBeGreaterThanOrEqual(0.5);
        expect(high).toBeLessThanOrEqual(512);
        expect(low).toBeLessThanOrEqual((high as number) * (1 + 1e-12));
      }),
    );
  });
});
test('the medians are those of the definitions', () => {
  const [logUniform, uniform, logNormal] = distributions.map((d) => lambdaQuantile(d, 0.5));
  expect(logUniform).toBeCloseTo(16, 9);
  expect(uniform).toBeCloseTo(256.25, 9);
  expect(logNormal).toBeCloseTo(16, 6);
});
test('the normal quantile inverts the cumulative distribution', () => {
  expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 12);
  expect(normalCdf(-3.5)).toBeCloseTo(0.00023262907903552502, 14);
  for (const p of [1e-12, 1e-4, 0.3, 0.5, 0.9, 1 - 1e-9])
    expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 12);
});
