import { expect, it } from 'vitest';
import { sweepSummary } from '../../testing/sweeps.ts';
import { changesOf } from './edit-sweep-dialog.tsx';

it('only what was edited is sent', () => {
  const sweep = sweepSummary({ labels: { a: '1', b: '2' }, priority: 3 });
  const same = { name: sweep.name, description: '', labels: { a: '1', b: '2' }, priority: '3' };
  expect(changesOf(sweep, same)).toEqual({});
  expect(changesOf(sweep, { ...same, name: 'other', labels: { a: '1', c: '' } })).toEqual({
    name: 'other',
    labels: { b: null, c: '' },
  });
  expect(changesOf(sweep, { ...same, description: 'x', priority: '-4' })).toEqual({
    description: 'x',
    priority: -4,
  });
});
