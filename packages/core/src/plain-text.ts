/** Text that people write and that others must be able to read: nothing invisible, one spelling for what looks the same. */
import { z } from 'zod';
import type { InputIssue } from './errors.ts';

/** Names of the characters that are met most, usually through copying and pasting. */
const NAMES: Record<number, string> = {
  0: 'null character',
  9: 'tab',
  10: 'line break',
  13: 'carriage return',
  173: 'soft hyphen',
  8203: 'zero-width space',
  8204: 'zero-width non-joiner',
  8205: 'zero-width joiner',
  8206: 'left-to-right mark',
  8207: 'right-to-left mark',
  8232: 'line separator',
  8233: 'paragraph separator',
  8234: 'left-to-right embedding',
  8235: 'right-to-left embedding',
  8236: 'end of a change of direction',
  8237: 'left-to-right override',
  8238: 'right-to-left override',
  8288: 'word joiner',
  8294: 'left-to-right isolate',
  8295: 'right-to-left isolate',
  8296: 'first strong isolate',
  8297: 'end of an isolate',
  65279: 'byte order mark',
};

/** What is not seen, or changes the direction of what is: controls, separators, fillers, joiners, halves of pairs. */
const HIDDEN =
  '[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Bidi_Control}\\p{Default_Ignorable_Code_Point}\\u2800\\ufff9-\\ufffb]';
/** Where joiners and variation selectors belong: within an emoji, and between letters of scripts that need them. */
const EMOJI = '\\p{Extended_Pictographic}\\p{Emoji_Modifier}?\\ufe0f?';
const JOINED = `${EMOJI}(?:\\u200d${EMOJI})*|[#*\\d]\\ufe0f\\u20e3`;
const SHAPED = '(?:\\p{Script=Arabic}|(?!\\p{Script=Inherited})\\p{M})[\\u200c\\u200d](?=\\p{L})';
const ALLOWED_OR_HIDDEN = new RegExp(`${JOINED}|${SHAPED}|(?<hidden>${HIDDEN})`, 'gu');
const LINES = /[\n\t]/;

/**
 * The first character that cannot be seen or that changes the direction of others, in words and with its place;
 * `undefined` where there is none. With `lines`, line breaks and tabs are allowed.
 */
function hiddenCharacter(text: string, { lines = false } = {}): string | undefined {
  for (const { groups, index } of text.matchAll(ALLOWED_OR_HIDDEN)) {
    const hidden = groups?.hidden;
    if (hidden !== undefined && !(lines && LINES.test(hidden))) return named(hidden, text.slice(0, index));
  }
  return undefined;
}

/** Null characters and halves of surrogate pairs, which no database stores, in the texts of any JSON value. */
export function unstorableTexts(value: unknown, path: string): InputIssue[] {
  if (typeof value === 'string') {
    const found = unstorableCharacter(value);
    return found ? [{ path, message: `contains ${found}: remove it` }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...unstorableTexts(key, path),
    ...unstorableTexts(inner, `${path}.${key}`),
  ]);
}

function unstorableCharacter(text: string): string | undefined {
  const [found] = text.matchAll(/[\p{Cs}\0]/gu);
  return found && named(found[0], text.slice(0, found.index));
}

const MOST_CONTEXT = 12;

function named(character: string, before: string): string {
  const code = character.codePointAt(0) as number;
  const number = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const isHalf = code >= 0xd800 && code <= 0xdfff;
  const name = isHalf ? 'an unpaired surrogate' : NAMES[code];
  const seen = [...before];
  const context = seen.slice(-MOST_CONTEXT).join('');
  const what = isHalf ? 'half a character' : 'an invisible character';
  return `${what} (${name ? `${number}, ${name}` : number}) at position ${seen.length + 1}${context && `, after "${context}"`}`;
}

/** One line, e.g. a name: composed (NFC), with plain spaces only, and none at its ends; nothing in it is invisible. */
export const lineOfText = (most: number) =>
  z
    .string()
    .overwrite((text) =>
      text
        .normalize('NFC')
        .replace(/\p{Zs}/gu, ' ')
        .trim(),
    )
    .max(most)
    .superRefine((text, context) => refuse(hiddenCharacter(text), context));

/** Several lines, e.g. a description: composed (NFC); nothing but line breaks and tabs is invisible. */
export const linesOfText = (most: number) =>
  z
    .string()
    .overwrite((text) => text.normalize('NFC').replace(/\r\n?/g, '\n'))
    .max(most)
    .superRefine((text, context) => refuse(hiddenCharacter(text, { lines: true }), context));

function refuse(hidden: string | undefined, context: { addIssue(message: string): void }): void {
  if (hidden) context.addIssue(`contains ${hidden}: remove it`);
}
