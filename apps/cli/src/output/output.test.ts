import { expect, test } from 'vitest';
import { formatBytes, formatDuration, formatMeasured } from './numbers.ts';
import { formatTable } from './table.ts';

test('a table is aligned by characters, without trailing spaces', () => {
  const columns = [{ title: 'name' }, { title: 'λ', align: 'right' as const }, { title: 'note' }];
  expect(
    formatTable(columns, [
      ['grid', '10', ''],
      ['a longer one', '2', 'x'],
    ]),
  ).toBe(
    ['name           λ  note', '────────────  ──  ────', 'grid          10', 'a longer one   2  x'].join(
      '\n',
    ),
  );
});

test('numbers keep five digits, and very large or small ones an exponent', () => {
  expect([0, 12.345678, -0.00001234, 123456789, null].map(formatMeasured)).toEqual([
    '0',
    '12.346',
    '-1.234e-5',
    '1.235e+8',
    '–',
  ]);
});

test('durations and sizes', () => {
  expect([3.4, 59.7, 200, 7500].map(formatDuration)).toEqual(['3 s', '1 min 0 s', '3 min 20 s', '2 h 5 min']);
  expect([0, 1023, 1.5 * 2 ** 30].map(formatBytes)).toEqual(['0 B', '1020 B', '1.5 GiB']);
});
