/** A sweep spec as people write it, YAML or JSON, to the value it stands for. */
import { type Document, isAlias, isCollection, isNode, LineCounter, parseDocument, visit } from 'yaml';
import { findTrouble } from './find-trouble.ts';
import { yamlWords } from './yaml-words.ts';

/** What was read, or the first thing to correct, with the line where that is known. */
export type SpecText =
  | { ok: true; value: unknown }
  | { ok: false; message: string; line?: number | undefined };

/** YAML takes seconds per megabyte; the largest sweep with grids is a hundredth of this. */
const MOST_YAML_CHARACTERS = 512 * 1024;
/** Open brackets within each other; the parser takes minutes to say no to many thousands. */
const MOST_BRACKETS = 200;

const refused = (message: string, line?: number): SpecText => ({ ok: false, message, line });

/** JSON first: it is read much faster, and may be indented with tabs, which YAML refuses. */
export function readSpecText(text: string): SpecText {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return readYaml(text);
  }
  return checked(value);
}

function readYaml(text: string): SpecText {
  if (text.length > MOST_YAML_CHARACTERS) {
    return refused(
      `is too large for YAML (more than ${MOST_YAML_CHARACTERS / 1024} KiB): write lambdas as grids (logSpaced, powers), or use JSON`,
    );
  }
  const deepLine = lineNestedTooDeeply(text);
  if (deepLine !== undefined) return refused('brackets are nested too deeply here', deepLine);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    merge: true,
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
  });
  const [error] = document.errors;
  if (error)
    return refused(yamlWords(error.code, text.slice(error.pos[0])), lines.linePos(error.pos[0]).line);
  const unusual = findUnusual(document);
  if (unusual) return refused(unusual.message, lines.linePos(unusual.offset).line);
  try {
    // The size of what aliases expand to is checked below, so that any number of them may name something small.
    return checked(document.toJS({ maxAliasCount: -1 }));
  } catch {
    return refused('a merge key (<<) must name an object, or a list of objects: *name or [*name, *other]');
  }
}

function checked(value: unknown): SpecText {
  const trouble = findTrouble(value);
  return trouble === undefined ? { ok: true, value } : refused(trouble);
}

function lineNestedTooDeeply(text: string): number | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    if (depth > MOST_BRACKETS) return text.slice(0, at).split('\n').length;
  }
  return undefined;
}

/** Tags of the values that JSON has; what others would make of a value is nothing that a sweep spec has. */
const PLAIN_TAG = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq|merge)$/;

/** What the parser accepts and a sweep cannot use: unknown tags, aliases without an anchor, keys that are no names. */
function findUnusual(document: Document): { message: string; offset: number } | undefined {
  let found: { message: string; offset: number } | undefined;
  const stop = (message: string, offset: number | undefined) => {
    found = { message, offset: offset ?? 0 };
    return visit.BREAK;
  };
  const anchors = new Set<string>();
  visit(document, {
    Pair: (_key, { key }) =>
      isCollection(key) ? stop('the name of a field must be text', key.range?.[0]) : undefined,
    Node: (_key, node) => {
      const offset = node.range?.[0];
      if (isAlias(node)) {
        if (anchors.has(node.source)) return undefined;
        return stop(
          `the alias *${node.source} stands for nothing: mark what it names with &${node.source} before it`,
          offset,
        );
      }
      if (isNode(node) && node.anchor) anchors.add(node.anchor);
      const { tag } = node;
      if (tag === undefined || PLAIN_TAG.test(tag)) return undefined;
      const written = tag.replace(/^tag:yaml\.org,2002:/, '!!');
      return stop(`the tag ${written} means nothing here: write the plain value without it`, offset);
    },
  });
  return found;
}
