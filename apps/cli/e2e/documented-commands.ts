/** The commands that the Markdown of this repository tells people to run. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

interface DocumentedCommand {
  /** Relative to the root. */
  file: string;
  /** What follows `yoto`. */
  words: string[];
  /** A line of a code block, to be copied as it is; otherwise a mention, which may leave arguments out. */
  isWhole: boolean;
}

const FENCED = /^```[^\n]*\n(.*?)^```/gms;
/** Settings may stand before it, and a comment behind it. */
const LINE = /^(?:[A-Z_]+=\S+\s+)*(?:npx )?yoto ([^#\n]+)/gm;
const MENTION = /`(?:npx )?yoto ([^`]+)`/g;

/** In README, CONTRIBUTING and docs below `root`: lines of code blocks, and mentions in text and tables. */
export function documentedCommands(root: string): DocumentedCommand[] {
  return documents(root).flatMap((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    const blocks = [...text.matchAll(FENCED)]
      .map(([, block = '']) => block.replaceAll('\\\n', ' '))
      .join('\n');
    const prose = text.replaceAll(FENCED, '');
    return [...found(file, blocks, LINE, true), ...found(file, prose, MENTION, false)];
  });
}

const found = (file: string, text: string, pattern: RegExp, isWhole: boolean): DocumentedCommand[] =>
  [...text.matchAll(pattern)]
    .map(([, written = '']) => written.trim().split(/\s+/))
    .filter((words) => words[0] !== '…')
    .map((words) => ({ file, words, isWhole }));

/** The YAML blocks that are whole sweep files: they begin with a name. */
export const documentedSweeps = (root: string): { file: string; text: string }[] =>
  documents(root).flatMap((file) =>
    [...readFileSync(path.join(root, file), 'utf8').matchAll(/^```yaml\n(name:.*?)^```/gms)].map(
      ([, text = '']) => ({ file, text }),
    ),
  );

const documents = (root: string): string[] => ['README.md', 'CONTRIBUTING.md', ...docsBelow(root)];

const docsBelow = (root: string): string[] =>
  readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .toSorted();
