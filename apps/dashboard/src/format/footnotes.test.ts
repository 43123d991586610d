import { expect, it } from 'vitest';
import { Footnotes, sentence, withStop } from './footnotes.ts';

it('says every remark once, with a letter of its own', () => {
  const notes = new Footnotes(['one seed', null, 'no value', 'one seed']);
  expect(notes.all).toEqual([
    { mark: 'a', text: 'one seed' },
    { mark: 'b', text: 'no value' },
  ]);
  expect(notes.markOf('no value')).toBe('b');
  const many = new Footnotes(Array.from({ length: 28 }, (_, i) => `${i}`));
  expect(many.all.map(({ mark }) => mark).slice(24)).toEqual(['y', 'z', 'aa', 'ab']);
});

it('makes sentences', () => {
  expect(sentence('one seed')).toBe('One seed.');
  expect(sentence('Done.')).toBe('Done.');
  expect(withStop('film is cheaper')).toBe('film is cheaper.');
});
