import { describe, expect, it } from 'vitest';
import { columnDecimals, formatDifference, formatInColumn, formatPointValue, MISSING } from './numbers.ts';

it('names values that are no numbers', () => {
  expect(
    ['NaN', 'Infinity', '-Infinity', 0.5, undefined].map((value) => formatPointValue(value as 'NaN')),
  ).toEqual(['NaN', '∞', '−∞', '0.5', MISSING]);
});

describe('the numbers of a column', () => {
  it.each([
    [
      [18.8312, 22.1, null],
      ['18.83', '22.10', MISSING],
    ],
    [
      [0.25, -0.1],
      ['0.2500', '−0.1000'],
    ],
    [
      [12345.6, 2],
      ['12,346', '2'],
    ],
    [
      [0, 0],
      ['0', '0'],
    ],
    [[1e-9], ['1e−9']],
  ])('%j have the decimals of the largest', (values, texts) => {
    const decimals = columnDecimals(values);
    expect(values.map((value) => formatInColumn(value, decimals))).toEqual(texts);
  });

  it('differ by numbers that have as many decimals, and a sign', () => {
    const decimals = columnDecimals([18.8312, 18.2]);
    expect([0.6312, -0.6312, 0].map((value) => formatDifference(value, decimals))).toEqual([
      ...['+0.63', '−0.63', '0.00'],
    ]);
  });
});
