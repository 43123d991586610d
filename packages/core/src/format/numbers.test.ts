import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCompact,
  formatExact,
  formatNumber,
  formatPercent,
  formatPlural,
  formatRounded,
  formatSigned,
  MISSING,
} from './numbers.ts';

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [0.125, '0.125'],
    [1834.56, '1,834.6'],
    [0.818234, '0.81823'],
    [123_456.7, '123,457'],
    [-3200.4, '−3,200.4'],
    [0.000_012_344_9, '1.2345e−5'],
    [0.000_741, '0.000741'],
    [2.5e9, '2.5e9'],
    [0.001, '0.001'],
  ])('%f is %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('never shows what is not a number', () => {
    for (const value of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(formatNumber(value)).toBe(MISSING);
      expect(formatSigned(value)).toBe(MISSING);
      expect(formatCompact(value)).toBe(MISSING);
      expect(formatPercent(value)).toBe(MISSING);
      expect(formatBytes(value)).toBe(MISSING);
    }
  });
});

it('shows the sign of differences', () => {
  expect([1.5, -1.5, 0].map(formatSigned)).toEqual(['+1.5', '−1.5', '0']);
});

it('says 100 % only when everything is done', () => {
  expect([0, 0.5, 0.999, 1, 1.2, -1].map(formatPercent)).toEqual([
    '0 %',
    '50 %',
    '99 %',
    '100 %',
    '100 %',
    '0 %',
  ]);
});

it('shortens large counts, and keeps small ones exact', () => {
  expect([999, 9999, 12_500, 3_600_000].map(formatCompact)).toEqual(['999', '9,999', '12,500', '3.6M']);
});

it('counts things', () => {
  expect([formatPlural(1, 'job'), formatPlural(1200, 'job')]).toEqual(['1 job', '1,200 jobs']);
});

it('writes bytes in binary units', () => {
  expect([0, 1023, 1024, 5_500_000, 2 ** 50].map(formatBytes)).toEqual([
    '0 B',
    '1,023 B',
    '1.0 KiB',
    '5.2 MiB',
    '1024.0 TiB',
  ]);
});

it('tells apart what people have chosen', () => {
  expect([0.1 + 0.2, 2048, 0.000_05, -0.5, null].map(formatExact)).toEqual([
    '0.30000000000000004',
    '2,048',
    '5e−5',
    '−0.5',
    MISSING,
  ]);
});

it('rounds estimates to three digits', () => {
  expect([0.123_45, -1234.6, null].map(formatRounded)).toEqual(['0.123', '−1,230', MISSING]);
});
