// Relative links of Markdown files that lead nowhere: to a file that is not there, or to a heading that it does not have.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const FENCED = /^```.*?^```/gms;
const CODE = /`[^`\n]*`/g;
const LINK = /\]\(([^()\s]+)\)/g;
const HEADING = /^#{1,6} +(.+)$/gm;

/** Each as `file: target`. `files` are relative to `root`. */
export function brokenLinks(root, files) {
  return files.flatMap((file) => {
    const text = readFileSync(path.join(root, file), 'utf8').replaceAll(FENCED, '').replaceAll(CODE, '');
    return [...text.matchAll(LINK)]
      .map(([, target]) => target)
      .filter((target) => !/^[a-z]+:/.test(target) && !leadsSomewhere(path.join(root, file), target))
      .map((target) => `${file}: ${target}`);
  });
}

/** README and the like, and everything in docs. */
export const markdownFiles = (root) => [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(path.join(root, 'docs'), { recursive: true })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join('docs', name)),
];

function leadsSomewhere(from, target) {
  const [name, anchor] = target.split('#');
  const file = name === '' ? from : path.resolve(path.dirname(from), name);
  if (!existsSync(file)) return false;
  if (anchor === undefined) return true;
  return statSync(file).isFile() && anchorsOf(readFileSync(file, 'utf8')).has(anchor);
}

/** As GitHub makes them: lower case, punctuation left out, dashes for spaces; a repeated heading gets a number. */
function anchorsOf(text) {
  const seen = new Map();
  const anchors = [...text.replaceAll(FENCED, '').matchAll(HEADING)].map(([, heading]) => {
    const words = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .trim()
      .toLowerCase();
    const anchor = words.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(/\s/g, '-');
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
  return new Set(anchors);
}
