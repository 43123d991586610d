import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finiteOrNull, numberOf, PointValue, pointValue } from './points.ts';

const throughJson = (value: number) =>
  numberOf(PointValue.parse(JSON.parse(JSON.stringify(pointValue(value)))));

test('every double but -0 comes back through JSON bit for bit, NaN and the infinities included', () => {
  const doubles = fc.double().filter((value) => !Object.is(value, -0));
  fc.assert(fc.property(doubles, (value) => Object.is(throughJson(value), value)));
  for (const value of [Number.NaN, Infinity, -Infinity, 5e-324, 2 ** 53 + 2, 0.1 + 0.2])
    expect(throughJson(value)).toBe(value);
});

test('the kinds are told apart; what was not recorded stays unknown', () => {
  expect([Number.NaN, Infinity, -Infinity].map(pointValue)).toEqual(['NaN', 'Infinity', '-Infinity']);
  expect(numberOf(null)).toBeNaN();
  expect(['NaN' as const, 'Infinity' as const, null, 1.5].map(finiteOrNull)).toEqual([null, null, null, 1.5]);
  expect(PointValue.safeParse('inf').success).toBe(false);
});
