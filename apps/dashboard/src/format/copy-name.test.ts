import { SweepName } from '@yoto/core';
import { expect, it } from 'vitest';
import { copyName } from './copy-name.ts';

it.each([
  ['grid', 'grid (2)'],
  ['grid (2)', 'grid (3)'],
  ['grid (9)', 'grid (10)'],
  ['grid (wide)', 'grid (wide) (2)'],
])('a copy of %j is called %j', (name, copy) => {
  expect(copyName(name)).toBe(copy);
});

it('the longest name still gives one that is allowed, and another', () => {
  const name = `${'x'.repeat(116)} (9)`;
  expect(SweepName.parse(copyName(name))).toBe(`${'x'.repeat(115)} (10)`);
});
