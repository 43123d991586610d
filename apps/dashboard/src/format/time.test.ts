import { expect, it } from 'vitest';
import { MISSING } from './numbers.ts';
import { formatAge, formatDuration, formatMoment } from './time.ts';

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

it('says how long ago something was, and never that it will be', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  const ages = ['11:59:55', '11:59:30', '11:30:00', '09:00:00'].map((time) =>
    formatAge(`2026-03-01T${time}Z`, now),
  );
  expect(ages).toEqual(['just now', '30 s ago', '30 min ago', '3 h ago']);
  expect(formatAge('2026-02-25T12:00:00Z', now)).toBe('4 d ago');
  expect(formatAge('2026-03-01T12:05:00Z', now)).toBe('just now');
});

it('shows a dash for what is not there', () => {
  expect(formatDuration(null)).toBe(MISSING);
  expect(formatDuration(Number.NaN)).toBe(MISSING);
  expect(formatAge(null, 0)).toBe(MISSING);
  expect(formatMoment('nonsense')).toBe(MISSING);
});
