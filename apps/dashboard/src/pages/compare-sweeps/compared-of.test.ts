import { expect, it } from 'vitest';
import { compareSweepsAddress, withGroup } from './compared-of.ts';

it('takes groups in and out', () => {
  const all = ['YOTO', 'grid'];
  const whole = { id: 'a', groups: undefined };
  const grid = withGroup(whole, all, 'YOTO');
  expect(grid).toEqual({ id: 'a', groups: ['grid'] });
  expect(withGroup(grid!, all, 'YOTO')).toEqual(whole);
  expect(withGroup(grid!, all, 'grid')).toBeUndefined();
});

it('has an address for whole sweeps', () => {
  expect(compareSweepsAddress(['a', 'b'])).toBe('/compare?of=a&of=b');
});
