import { expect, it } from 'vitest';
import { MISSING } from './numbers.ts';
import { formatAge, formatMoment } from './time.ts';

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
  expect(formatAge(null, 0)).toBe(MISSING);
  expect(formatMoment('nonsense')).toBe(MISSING);
});
