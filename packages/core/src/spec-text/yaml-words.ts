/** The YAML parser's complaints, for people who write a sweep and not a parser. */
import type { ErrorCode } from 'yaml';

const CLOSING = 'a bracket or quote is not closed, or what is within it is indented less than its line';
const STRUCTURE =
  'the indentation or a colon is wrong here: indent fields of one object alike, and quote text that has ": " in it';
const ANCHOR = 'an anchor (&name) or alias (*name) is written wrongly here';

const WORDS: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: ANCHOR,
  BAD_ALIAS: ANCHOR,
  BAD_INDENT: CLOSING,
  BAD_DQ_ESCAPE:
    'an escape within double quotes is not known: use single quotes, or write \\\\ for a backslash',
  BLOCK_AS_IMPLICIT_KEY: STRUCTURE,
  BLOCK_IN_FLOW: CLOSING,
  KEY_OVER_1024_CHARS: 'the name of a field is longer than 1,024 characters',
  MISSING_CHAR: 'a colon after a field, or a closing quote or bracket, is missing here',
  MULTILINE_IMPLICIT_KEY: STRUCTURE,
  MULTIPLE_ANCHORS: ANCHOR,
  MULTIPLE_DOCS: 'a second document begins here (---): write one sweep per file',
  RESOURCE_EXHAUSTION: 'it is nested too deeply here',
  TAB_AS_INDENT: 'a tab indents this line: YAML wants spaces',
  UNEXPECTED_TOKEN: 'this is not expected here: check brackets, commas and indentation',
};

/** `rest` is the text from the place of the error on. */
export function yamlWords(code: ErrorCode, rest: string): string {
  const [line = ''] = rest.split('\n', 1);
  if (code === 'DUPLICATE_KEY') {
    const name = line.split(':', 1)[0]?.trim().slice(0, 60);
    return `"${name}" is written twice in the same object: keep one`;
  }
  if (code === 'BAD_SCALAR_START')
    return `text that begins with ${line.trim().slice(0, 1)} has to be in quotes`;
  return WORDS[code] ?? 'this cannot be read as YAML: check quotes, colons and indentation';
}
