import { describe, expect, test } from 'vitest';
import { parseInput } from './parse-input.ts';
import { lineOfText, linesOfText, unstorableTexts } from './plain-text.ts';

const line = (text: string) => parseInput(lineOfText(60), text, 'The name');

describe('a line of text', () => {
  test('has one spelling for what looks the same', () => {
    expect(line('cafe\u0301 a\u00a0b ')).toBe('caf\u00e9 a b');
  });

  test.each([
    ['sweep 🙂'],
    ['👩\u200d🔬 ❤\ufe0f 1\ufe0f\u20e3 👍🏽'],
    ['\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645'],
    ['\u0915\u094d\u200d\u0937'],
    ['ünïcode λ'],
  ])('may be %s', (text) => {
    expect(line(text)).toBe(text.normalize('NFC'));
  });

  test.each([
    [
      'gr\u202eid',
      'contains an invisible character (U+202E, right-to-left override) at position 3, after "gr"',
    ],
    ['a\u200bb', 'U+200B, zero-width space) at position 2'],
    ['a\u200d', 'U+200D, zero-width joiner) at position 2'],
    ['🙂\u200d', 'U+200D, zero-width joiner) at position 2, after "🙂"'],
    ['a\ufe0f', 'U+FE0F) at position 2'],
    ['a\nb', 'U+000A, line break) at position 2'],
    ['a\u3164', 'U+3164) at position 2'],
    ['🙂\ud83d', 'half a character (U+D83D, an unpaired surrogate) at position 2, after "🙂"'],
  ])('is refused: %j', (text, message) => {
    expect(() => line(text)).toThrow(message);
  });
});

test('several lines may have line breaks and tabs, and nothing else that is invisible', () => {
  expect(parseInput(linesOfText(60), 'a\r\n\tb', 'It')).toBe('a\n\tb');
  expect(() => parseInput(linesOfText(60), 'a\n\u2066b', 'It')).toThrow(
    'U+2066, left-to-right isolate) at position 3',
  );
});

test('texts that no database stores are found at any depth', () => {
  expect(unstorableTexts({ a: [{ b: 'x\udc00' }], 'c\0': 1 }, 'params').map(({ path }) => path)).toEqual([
    'params.a.0.b',
    'params',
  ]);
  expect(unstorableTexts({ a: ['🙂', null, 5] }, 'params')).toEqual([]);
});
