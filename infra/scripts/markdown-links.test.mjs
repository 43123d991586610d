import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { brokenLinks, markdownFiles } from './markdown-links.mjs';
import { ROOT } from './run-command.mjs';

test('links between the docs lead to files and headings that are there', () => {
  const files = markdownFiles(ROOT);
  expect(files).toContain(path.join('docs', 'troubleshooting.md'));
  expect(brokenLinks(ROOT, files)).toEqual([]);
});

test('a missing file, a missing heading and a heading in a code block are found', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'yoto-links-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const links = ['(b.md)', '(b.md#what-its-like)', '(b.md#twice-1)', '(#here)', '(https://example.com/x#y)'];
  const broken = ['(c.md)', '(b.md#gone)', '(b.md#no-heading)', '(#there)'];
  writeFileSync(
    path.join(root, 'a.md'),
    `# Here\n${[...links, ...broken].map((link) => `[x]${link}`).join('\n')}\n`,
  );
  writeFileSync(path.join(root, 'b.md'), "# What it's `like`\n## Twice\n## Twice\n```\n# No heading\n```\n");
  expect(brokenLinks(root, ['a.md'])).toEqual(broken.map((link) => `a.md: ${link.slice(1, -1)}`));
});
