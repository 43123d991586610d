import { describe, expect, test } from 'vitest';
import { LambdaGrid, lambdaGridValues } from './lambda-grid.ts';
import { LAMBDA_SETS } from './lambda-set.ts';
import { type LambdaVariable, lambdaVariables } from './lambda-variable.ts';

const variables: LambdaVariable[] = lambdaVariables({
  lossTerms: [
    { name: 'content', label: 'Content', weight: { fixed: 1 } },
    { name: 'style', label: 'Style', weight: { min: 0.01, max: 100, scale: 'log' } },
    { name: 'smooth', label: 'Smooth', weight: { min: 0, max: 4, scale: 'linear' } },
  ],
  lossParameters: [{ name: 'power', label: 'Power', range: { min: 1, max: 2, scale: 'linear' }, default: 2 }],
  defaultLambda: { style: 3, smooth: 0 },
});
const values = (written: unknown) => lambdaGridValues(LambdaGrid.parse(written), variables);

test('the columns of a lambda are the varying weights, then the parameters', () => {
  expect(variables.map(({ name, kind, default: own }) => [name, kind, own])).toEqual([
    ['style', 'weight', 3],
    ['smooth', 'weight', 0],
    ['power', 'parameter', 2],
  ]);
});

describe('oneAtATime', () => {
  test("is the task's default and each weight times each factor, each lambda once, without rounding errors", () => {
    const base = { style: 3, smooth: 0, power: 2 };
    expect(values({ oneAtATime: { factors: [0.1, 10] } })).toEqual([
      base,
      { ...base, style: 0.3 },
      { ...base, style: 30 },
    ]);
  });
  test('may have a base of its own, which leaves the rest to the task', () => {
    expect(values({ oneAtATime: { base: { smooth: 2 }, factors: [2] } })).toEqual([
      { smooth: 2, style: 3, power: 2 },
      { smooth: 2, style: 6, power: 2 },
      { smooth: 4, style: 3, power: 2 },
    ]);
  });
});

describe.each(['random', 'sobol'] as const)('%s', (kind) => {
  const drawn = (own: object) => values({ [kind]: { count: 64, seed: 7, ...own } });

  test('draws from the ranges, each on its own scale, and again the same', () => {
    const lambdas = drawn({});
    expect(lambdas).toHaveLength(64);
    expect(drawn({})).toEqual(lambdas);
    expect(drawn({ seed: 8 })).not.toEqual(lambdas);
    for (const { style = 0, smooth = -1, power = 0 } of lambdas) {
      expect(style >= 0.01 && style <= 100 && smooth >= 0 && smooth <= 4).toBe(true);
      expect(power >= 1 && power <= 2).toBe(true);
    }
    const median = (name: string) => lambdas.map((one) => one[name] as number).sort((a, b) => a - b)[32] ?? 0;
    expect(median('style')).toBeGreaterThan(0.3);
    expect(median('style')).toBeLessThan(3);
    expect(median('smooth')).toBeGreaterThan(1.4);
  });
  test('may have ranges of its own; equal ends hold a value', () => {
    const lambdas = drawn({ ranges: { power: { min: 1.5, max: 1.5 }, style: { min: 1, max: 2 } } });
    expect(new Set(lambdas.map(({ power }) => power))).toEqual(new Set([1.5]));
    expect(lambdas.every(({ style = 0 }) => style >= 1 && style <= 2)).toBe(true);
  });
});

test('a sobol set needs no seed; a random one does', () => {
  expect(LambdaGrid.safeParse({ sobol: { count: 3 } }).success).toBe(true);
  expect(LambdaGrid.safeParse({ random: { count: 3 } }).success).toBe(false);
  expect(LAMBDA_SETS).toHaveLength(3);
});
