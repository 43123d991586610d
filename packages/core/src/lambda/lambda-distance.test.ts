import { describe, expect, it } from 'vitest';
import type { Lambda } from './lambda.ts';
import {
  lambdaDistance,
  nearestLambda,
  spreadLambdas,
  usualValue,
  varyingParameters,
} from './lambda-distance.ts';

const same = (lambda: Lambda) => lambda;
const kls = (...values: number[]): Lambda[] => values.map((kl) => ({ kl }));

describe('distance', () => {
  it('is by ratio: 10 is as far from 2 as from 50, and nearer to 3', () => {
    expect(nearestLambda(kls(2, 50), { kl: 10 }, same)).toEqual({ kl: 2 });
    expect(nearestLambda(kls(50, 2), { kl: 10 }, same)).toEqual({ kl: 50 });
    expect(nearestLambda(kls(1, 50), { kl: 10 }, same)).toEqual({ kl: 50 });
    expect(nearestLambda([], { kl: 10 }, same)).toBeUndefined();
  });

  it('is linear in a parameter with a 0, or one that is said to be linear, for all pairs alike', () => {
    expect(nearestLambda(kls(0, 1, 100), { kl: 40 }, same)).toEqual({ kl: 1 });
    expect(nearestLambda(kls(1, 100), { kl: 40 }, same)).toEqual({ kl: 100 });
    const linear = lambdaDistance(kls(1, 40, 100), new Set(['kl']));
    expect(linear({ kl: 40 }, { kl: 1 })).toBeLessThan(linear({ kl: 40 }, { kl: 100 }));
  });

  it('does not let the unit of one parameter outweigh another: neither does a linear one', () => {
    // 100 of 1000 is a tenth of the range; a factor of 10 of 100 is half of it.
    const lambdas = [
      { power: 0, kl: 1 },
      { power: 100, kl: 1 },
      { power: 0, kl: 10 },
      { power: 1000, kl: 100 },
    ];
    expect(nearestLambda(lambdas.slice(1), { power: 0, kl: 1 }, same)).toEqual({ power: 100, kl: 1 });
    expect(lambdaDistance(lambdas)({ power: 0, kl: 1 }, { power: 0, kl: 10 })).toBeCloseTo(0.25);
  });
});

it('takes what a lambda leaves out as 0', () => {
  expect(lambdaDistance([{ a: 0 }, {}])({ a: 0 }, {})).toBe(0);
  expect(nearestLambda([{ a: 1, b: 5 }, { a: 1 }], { a: 1, b: 1 }, same)).toEqual({ a: 1 });
});

it('knows which parameters vary', () => {
  expect(
    varyingParameters([
      { a: 1, b: 2, c: 3 },
      { a: 1, b: 3, c: 3 },
      { a: 1, b: 2 },
    ]),
  ).toEqual(['b', 'c']);
});

describe('a spread choice of lambdas', () => {
  it('has the corners of a grid first, and its middle next', () => {
    const grid = [1, 10, 100].flatMap((a) => [0.1, 1, 10].map((b) => ({ a, b })));
    const corners = [1, 100].flatMap((a) => [0.1, 10].map((b) => ({ a, b })));
    expect(spreadLambdas(grid, 4)).toEqual(corners);
    expect(spreadLambdas(grid, 5)).toEqual([...corners.slice(0, 2), { a: 10, b: 1 }, ...corners.slice(2)]);
    expect(spreadLambdas(grid, 9)).toEqual(grid);
  });

  it('is in logarithms, whatever the order of the list', () => {
    expect(spreadLambdas(kls(1, 1000, 990, 30), 3)).toEqual(kls(1, 1000, 30));
    expect(spreadLambdas(kls(0, 1, 2, 500, 1000), 3)).toEqual(kls(0, 500, 1000));
  });
});

it('holds a parameter at its default, or what most lambdas have', () => {
  expect(usualValue([1, 2, 2, 3])).toBe(2);
  expect(usualValue([1, 2, 2, 3], 3)).toBe(3);
  expect(usualValue([1, 2], 5)).toBe(1);
  expect(usualValue([])).toBe(0);
});
