/** Picture grids in HTML: each sheet is carried once, as a rule of the style sheet, and every tile shows its part. */
import type { Block, PictureGrid, ReportPicture } from '../block.ts';
import { escapeMarkup } from './escape.ts';
import { isPicture } from './picture-types.ts';

/** The name of the style rule of each sheet that some grid shows. */
export type SheetClasses = ReadonlyMap<ReportPicture, string>;

export function sheetClasses(blocks: readonly Block[]): SheetClasses {
  const sheets = blocks.flatMap((block) => (block.kind === 'grid' ? sheetsOf(block) : []));
  return new Map([...new Set(sheets)].filter(isPicture).map((sheet, index) => [sheet, `sheet-${index}`]));
}

const sheetsOf = ({ data, rows }: PictureGrid): ReportPicture[] => [
  ...data,
  ...rows.flatMap(({ cells }) => cells.flatMap((cell) => cell ?? [])),
];

export const sheetRules = (classes: SheetClasses): string =>
  [...classes]
    .map(
      ([{ mediaType, base64 }, name]) =>
        `.${name} { background-image: url("data:${mediaType};base64,${base64.replace(/[^A-Za-z0-9+/=]/g, '')}"); }`,
    )
    .join('\n');

export function htmlGrid(grid: PictureGrid, classes: SheetClasses): string {
  const { title, along, values, rows, data } = grid;
  const count = Math.max(0, ...sheetsOf(grid).map(({ tiles }) => tiles?.count ?? 0));
  const head = values.map((value) => `<th scope="col">${escapeMarkup(value)}</th>`).join('');
  const tables = Array.from({ length: count }, (_, index) => {
    const own = data.map((sheet) => tile(sheet, index, classes)).join('');
    const body = rows.map(({ model, cells }) => {
      const shown = cells.map((sheet) => `<td>${sheet ? tile(sheet, index, classes) : ''}</td>`).join('');
      return `<tr><th scope="row">${escapeMarkup(model)}</th>${shown}</tr>`;
    });
    return `<div class="picture-grid"><div class="of-data">${own}</div><div class="wide"><table><thead><tr><th scope="col">${escapeMarkup(along)}</th>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div></div>`;
  });
  return `<h3>${escapeMarkup(title)}</h3>${tables.join('')}`;
}

/** One picture of a sheet; nothing where the sheet has fewer. */
function tile(sheet: ReportPicture, index: number, classes: SheetClasses): string {
  const { caption, tiles } = sheet;
  const name = classes.get(sheet);
  if (!tiles || !name || index >= tiles.count) return '';
  const { tileWidth, tileHeight, gap, columns, count } = tiles;
  const rows = Math.ceil(count / columns);
  const [column, row] = [index % columns, Math.floor(index / columns)];
  const [width, height] = [columns * (tileWidth + gap) - gap, rows * (tileHeight + gap) - gap];
  // A position of p % puts p % of the sheet over p % of the tile.
  const position = (offset: number, whole: number, part: number) =>
    `${percent(whole > part ? offset / (whole - part) : 0)}`;
  const style = [
    `aspect-ratio:${tileWidth}/${tileHeight}`,
    `background-size:${percent(width / tileWidth)} ${percent(height / tileHeight)}`,
    `background-position:${position(column * (tileWidth + gap), width, tileWidth)} ${position(row * (tileHeight + gap), height, tileHeight)}`,
  ].join(';');
  return `<div class="tile ${name}" role="img" aria-label="${escapeMarkup(`${caption}, picture ${index + 1}`)}" style="${style}"></div>`;
}

const percent = (share: number): string => `${Number((100 * share).toFixed(4))}%`;
