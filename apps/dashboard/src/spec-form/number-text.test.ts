import { expect, it } from 'vitest';
import { numbersText, numberText, parseNumber, parseNumbers } from './number-text.ts';

it.each([
  ['', undefined],
  ['  ', undefined],
  ['12', 12],
  ['-0.5', -0.5],
  ['.5', 0.5],
  ['1e-3', 1e-3],
  ['10_000', 10_000],
  ['2^-1', 0.5],
  ['1e', Number.NaN],
  ['12px', Number.NaN],
  ['0x10', Number.NaN],
  ['Infinity', Number.NaN],
])('%j is %d', (text, value) => {
  expect(parseNumber(text)).toEqual(value);
});

it('reads and writes lists', () => {
  expect(parseNumbers('1, 2;3  2^3,')).toEqual([1, 2, 3, 8]);
  expect(parseNumbers('1, x')).toEqual([1, Number.NaN]);
  expect(numbersText([0.5, 1e-7])).toBe('0.5, 1e-7');
  expect(parseNumbers(numbersText([0.1, 1e-7, 3e20]))).toEqual([0.1, 1e-7, 3e20]);
});

it('writes nothing for what is not a number', () => {
  expect([undefined, Number.NaN].map(numberText)).toEqual(['', '']);
  expect(numbersText([1, Number.NaN])).toBe('1');
});
