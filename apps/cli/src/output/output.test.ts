import { expect, test } from 'vitest';
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
