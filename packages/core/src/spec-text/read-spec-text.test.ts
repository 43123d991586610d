import { describe, expect, test } from 'vitest';
import { readSpecText } from './read-spec-text.ts';

const value = (text: string) => {
  const read = readSpecText(text);
  return read.ok ? read.value : read;
};

test('reads YAML, JSON with tabs, anchors and merge keys', () => {
  expect(value('name: a\ngroups:\n  - kind: yoto\n')).toEqual({ name: 'a', groups: [{ kind: 'yoto' }] });
  expect(value('{\n\t"name": "a"\n}')).toEqual({ name: 'a' });
  expect(value('base: &base { steps: 5, seeds: [0] }\ngroup:\n  <<: *base\n  steps: 9')).toMatchObject({
    group: { steps: 9, seeds: [0] },
  });
  expect(value('a: &a { x: 1 }\nb: &b { y: 2 }\nc: { <<: [*a, *b] }')).toMatchObject({ c: { x: 1, y: 2 } });
});

test('an alias of something small may be used often', () => {
  const groups = Array.from({ length: 200 }, () => '- *small').join('\n');
  expect(value(`- &small { steps: 5 }\n${groups}`)).toHaveLength(201);
});

/** 9 to the power of 9 values in 400 characters. */
const bomb = Array.from(
  { length: 9 },
  (_, i) => `a${i}: &a${i} [${Array.from({ length: 9 }, () => (i === 0 ? '0' : `*a${i - 1}`))}]`,
).join('\n');

describe('what is wrong is named, with its line', () => {
  test.each([
    ['a: 1\na: 2', 2, /^"a" is written twice/],
    ['a: 1\n---\nb: 2', 2, /a second document begins/],
    ['a:\n\tb: 1', 2, /a tab indents/],
    ['a: [1, 2', 1, /not closed/],
    ['a: "x', 1, /missing/],
    ['a: b: c', 1, /colon is wrong/],
    ['a: @x', 1, /^text that begins with @ has to be in quotes/],
    ['a: 1\nb: *c', 2, /^the alias \*c stands for nothing/],
    ['a: 1\nb: !!js/function "x"', 2, /^the tag !!js\/function means nothing/],
    ['a: !!binary aGk=', 1, /!!binary/],
    ['a: !own 1', 1, /!own/],
    ['a: 1\n? [b, c]\n: 1', 2, /the name of a field must be text/],
    [`a: 1\nb: ${'['.repeat(300)}`, 2, /nested too deeply/],
  ])('%j', (text, line, message) => {
    expect(value(text)).toMatchObject({ ok: false, line, message: expect.stringMatching(message) });
  });

  test.each([
    ['a: [1, .nan]', /^a\.1 is not a number \(\.nan\)/],
    ['a: { b: .inf }', /^a\.b is infinite/],
    ['{"a": 1e999}', /^a is infinite/],
    ['a: &a [*a]', /^a\.0 contains itself/],
    ['a: &a\n  b: *a', /^a\.b contains itself/],
    [bomb, /fewer aliases/],
    [`a: &a ${'x'.repeat(50_000)}\nb: [${'*a,'.repeat(100)}]`, /fewer aliases/],
    ['a: { <<: 5 }', /merge key/],
    [JSON.stringify({ a: Array.from({ length: 100_001 }, () => 0) }), /holds too much/],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, /nested/],
    [`a: ${'x'.repeat(600_000)}`, /too large for YAML \(more than 512 KiB\)/],
  ])('%#', (text, message) => {
    expect(value(text)).toMatchObject({ ok: false, message: expect.stringMatching(message) });
  });
});
