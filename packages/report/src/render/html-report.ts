import type { Block, ReportPicture } from '../block.ts';
import { reportContent } from '../content/report-content.ts';
import type { ReportInput } from '../report-input.ts';
import type { ReportTable } from '../report-table.ts';
import { escapeMarkup } from './escape.ts';
import { htmlGrid, type SheetClasses, sheetClasses, sheetRules } from './html-grid.ts';
import { PAGE_STYLE } from './page-style.ts';
import { isPicture } from './picture-types.ts';

/** One page that needs nothing else: no scripts, no fonts, no network. */
export function htmlReport(input: ReportInput): string {
  const { title, subtitle, blocks } = reportContent(input);
  const sheets = sheetClasses(blocks);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escapeMarkup(title)}</title>
<style>${PAGE_STYLE}${sheetRules(sheets)}</style>
</head>
<body>
<main>
<header><h1>${escapeMarkup(title)}</h1><p class="subtitle">${escapeMarkup(subtitle)}</p></header>
${blocks.map((block) => htmlBlock(block, sheets)).join('\n')}
</main>
</body>
</html>
`;
}

function htmlBlock(block: Block, sheets: SheetClasses): string {
  switch (block.kind) {
    case 'heading':
      return `<h2>${escapeMarkup(block.text)}</h2>`;
    case 'text':
      return `<p>${escapeMarkup(block.text)}</p>`;
    case 'list':
      return htmlList(block.items);
    case 'warnings':
      return `<aside class="warnings"><strong>Caveats</strong>${htmlList(block.items)}</aside>`;
    case 'facts':
      return `<dl>${block.facts.map(([name, value]) => `<dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(value)}</dd>`).join('')}</dl>`;
    case 'table':
      return htmlTable(block.table);
    case 'figures':
      return `<div class="figures">${block.figures.map(({ svg, caption }) => `<figure>${svg}<figcaption>${escapeMarkup(caption)}</figcaption></figure>`).join('')}</div>`;
    case 'pictures':
      return `<h3>${escapeMarkup(block.title)}</h3><div class="pictures">${block.pictures.map(htmlPicture).join('')}</div>`;
    case 'gallery':
      return htmlGallery(block);
    case 'grid':
      return htmlGrid(block, sheets);
    case 'command':
      return `<pre class="command">${escapeMarkup(block.text)}</pre>`;
    case 'file':
      return htmlFile(block);
  }
}

const htmlList = (items: readonly string[]): string =>
  `<ul>${items.map((item) => `<li>${escapeMarkup(item)}</li>`).join('')}</ul>`;

function htmlTable({ title, columns, rows, notes }: ReportTable): string {
  const cell = (tag: 'th' | 'td', content: string, align: string | undefined) =>
    `<${tag}${align === 'right' ? ' class="number"' : ''}>${escapeMarkup(content)}</${tag}>`;
  const head = columns.map(({ title, align }) => cell('th', title, align)).join('');
  const body = rows.map(
    (row) => `<tr>${row.map((content, index) => cell('td', content, columns[index]?.align)).join('')}</tr>`,
  );
  const below = notes.map((note) => `<p class="note">${escapeMarkup(note)}</p>`).join('');
  // Without rows the notes say why.
  const table =
    rows.length === 0
      ? ''
      : `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
  return `<section class="table"><h3>${escapeMarkup(title)}</h3>${table}${below}</section>`;
}

function htmlPicture(picture: ReportPicture): string {
  const text = escapeMarkup(picture.caption);
  const image = htmlImage(picture);
  const words = image === '' ? ` (not a picture: ${escapeMarkup(picture.mediaType)})` : '';
  return `<figure>${image}<figcaption>${text}${words}</figcaption></figure>`;
}

/** Nothing for what is no picture. */
function htmlImage(picture: ReportPicture): string {
  const { caption, mediaType, base64 } = picture;
  if (!isPicture(picture)) return '';
  return `<img src="data:${mediaType};base64,${escapeMarkup(base64)}" alt="${escapeMarkup(caption)}">`;
}

function htmlGallery({ title, models, rows }: Extract<Block, { kind: 'gallery' }>): string {
  const head = models.map((model) => `<th scope="col">${escapeMarkup(model)}</th>`).join('');
  const body = rows.map(({ lambda, cells }) => {
    const shown = cells.map((picture) => `<td>${picture ? htmlImage(picture) : ''}</td>`).join('');
    return `<tr><th scope="row">${escapeMarkup(lambda)}</th>${shown}</tr>`;
  });
  return `<h3>${escapeMarkup(title)}</h3><div class="wide"><table class="gallery"><thead><tr><td></td>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

function htmlFile({ name, mediaType, text }: Extract<Block, { kind: 'file' }>): string {
  const address = `data:${mediaType};charset=utf-8,${encodeURIComponent(text)}`;
  const link = `<a download="${escapeMarkup(name)}" href="${escapeMarkup(address)}">Save ${escapeMarkup(name)}</a>`;
  return `<p>${link}</p><details><summary>${escapeMarkup(name)}</summary><pre>${escapeMarkup(text)}</pre></details>`;
}
