import type { Block } from '../block.ts';
import { reportContent } from '../content/report-content.ts';
import type { ReportInput } from '../report-input.ts';
import type { ReportTable } from '../report-table.ts';

/** The same in Markdown (GitHub's), without figures, and pictures by name only: the tables that go into a repository. */
export function markdownReport(input: ReportInput): string {
  const { title, subtitle, blocks } = reportContent(input);
  const parts = [`# ${escapeMarkdown(title)}`, escapeMarkdown(subtitle), ...blocks.flatMap(markdownBlock)];
  return `${parts.join('\n\n')}\n`;
}

function markdownBlock(block: Block): string[] {
  switch (block.kind) {
    case 'heading':
      return [`## ${escapeMarkdown(block.text)}`];
    case 'text':
      return [escapeMarkdown(block.text)];
    case 'list':
      return [markdownList(block.items)];
    case 'warnings':
      return [`**Caveats:**\n\n${markdownList(block.items)}`];
    case 'facts':
      return [markdownList(block.facts.map(([name, value]) => `${name}: ${value}`))];
    case 'table':
      return [markdownTable(block.table)];
    case 'figures':
      return [];
    case 'pictures':
    case 'gallery':
    case 'grid':
      return [`${escapeMarkdown(block.title)}: in the HTML report.`];
    case 'command':
      return [fenced(block.text, 'sh')];
    case 'file':
      return [
        `<details><summary>${escapeMarkdown(block.name)}</summary>\n\n${fenced(block.text, 'json')}\n\n</details>`,
      ];
  }
}

const markdownList = (items: readonly string[]): string =>
  items.map((item) => `- ${escapeMarkdown(item)}`).join('\n');

function markdownTable({ title, columns, rows, notes }: ReportTable): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  const rule = `|${columns.map(({ align }) => (align === 'right' ? '---:' : '---')).join('|')}|`;
  // Without rows the notes say why.
  const table =
    rows.length === 0
      ? []
      : [[line(columns.map((column) => column.title)), rule, ...rows.map(line)].join('\n')];
  return [`### ${escapeMarkdown(title)}`, ...table, ...notes.map(escapeMarkdown)].join('\n\n');
}

/** A fence longer than any in the text. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** One line of plain text: nothing in it is markup, and no cell ends early. */
const escapeMarkdown = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>|#~]/g, (character) => `\\${character}`)
    .replaceAll('&', '&amp;');
