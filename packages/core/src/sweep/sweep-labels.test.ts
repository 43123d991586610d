import { expect, it } from 'vitest';
import { LabelChanges, labelChanges, labelText, parseLabel, sharedLabels } from './sweep-labels.ts';
import type { SweepSpec } from './sweep-spec.ts';

const sweep = (...labels: Record<string, string>[]) =>
  ({ groups: labels.map((one) => ({ labels: one })) }) as unknown as SweepSpec;

it('a sweep begins with the labels that all its groups have', () => {
  expect(sharedLabels(sweep({ a: '1', b: '2' }))).toEqual({ a: '1', b: '2' });
  expect(sharedLabels(sweep({ a: '1', b: '2', c: '' }, { a: '1', b: '3' }))).toEqual({ a: '1' });
  expect(sharedLabels(sweep({}, { a: '1' }))).toEqual({});
});

it.each([
  ['key', { key: 'key', value: undefined }],
  ['key=', { key: 'key', value: '' }],
  [' a = b = c ', { key: 'a', value: 'b = c' }],
])('%j is read as a label', (text, label) => {
  expect(parseLabel(text)).toEqual(label);
});

it('labels are written as they are read', () => {
  expect([labelText('a', ''), labelText('a', 'b')]).toEqual(['a', 'a=b']);
});

it('a change names what is new, what has another value and what is gone', () => {
  const changes = labelChanges({ same: '1', other: '1', gone: '' }, { same: '1', other: '2', new: '' });
  expect(changes).toEqual({ other: '2', new: '', gone: null });
  expect(LabelChanges.parse(changes)).toEqual(changes);
  expect(labelChanges({ a: '' }, { a: '' })).toEqual({});
});
