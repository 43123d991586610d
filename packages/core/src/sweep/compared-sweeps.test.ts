import { expect, it } from 'vitest';
import { comparedText, parseCompared } from './compared-sweeps.ts';

it('reads the address and writes it again', () => {
  const of = ['a', 'b:YOTO', 'b:a: strange, name'];
  expect(parseCompared(of)).toEqual([
    { id: 'a', groups: undefined },
    { id: 'b', groups: ['YOTO', 'a: strange, name'] },
  ]);
  expect(comparedText(parseCompared(of))).toEqual(of);
  expect(parseCompared(['a:YOTO', 'a'])).toEqual([{ id: 'a', groups: undefined }]);
});
