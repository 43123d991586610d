import { expect, it } from 'vitest';
import { formatDuration, formatSeconds } from './duration.ts';
import { MISSING } from './numbers.ts';

it.each([
  [0, '0 s'],
  [840, '0.8 s'],
  [45_000, '45 s'],
  [59_700, '1 min'],
  [200_000, '3 min 20 s'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 5 min'],
  [97_200_000, '1 d 3 h'],
  [-5, '0 s'],
])('%i ms is %s', (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});

it('takes seconds as well, and shows a dash for what is not there', () => {
  expect(formatSeconds(7.5)).toBe('7.5 s');
  expect([formatSeconds(null), formatDuration(undefined), formatDuration(Number.NaN)]).toEqual([
    MISSING,
    MISSING,
    MISSING,
  ]);
});
