import { expect, it } from 'vitest';
import { comparedText, compareSweepsAddress, parseCompared, withGroup } from './compared-of.ts';

it('reads the address and writes it again', () => {
  const of = ['a', 'b:YOTO', 'b:a: strange, name'];
  expect(parseCompared(of)).toEqual([
    { id: 'a', groups: undefined },
    { id: 'b', groups: ['YOTO', 'a: strange, name'] },
  ]);
  expect(comparedText(parseCompared(of))).toEqual(of);
  expect(parseCompared(['a:YOTO', 'a'])).toEqual([{ id: 'a', groups: undefined }]);
  expect(compareSweepsAddress(['a', 'b'])).toBe('/compare?of=a&of=b');
});

it('takes groups in and out', () => {
  const all = ['YOTO', 'grid'];
  const whole = { id: 'a', groups: undefined };
  const grid = withGroup(whole, all, 'YOTO');
  expect(grid).toEqual({ id: 'a', groups: ['grid'] });
  expect(withGroup(grid!, all, 'YOTO')).toEqual(whole);
  expect(withGroup(grid!, all, 'grid')).toBeUndefined();
});
