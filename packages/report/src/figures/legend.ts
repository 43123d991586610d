/** Which line is which, below a chart. Widths are guessed, for nothing here can measure text. */
import { escapeMarkup } from '../render/escape.ts';
import { marker } from './marker.ts';
import type { SeriesStyle } from './series-style.ts';

export interface LegendEntry {
  name: string;
  style: SeriesStyle;
  line: boolean;
  markers: boolean;
}

export const LEGEND_ROW_HEIGHT = 18;
/** Of the 12-pixel sans serif, on the generous side. */
const CHARACTER_WIDTH = 6.6;
const MOST_CHARACTERS = 60;
const SAMPLE_WIDTH = 34;
const GAP = 18;

const shown = (name: string) => {
  const characters = [...name];
  return characters.length > MOST_CHARACTERS ? `${characters.slice(0, MOST_CHARACTERS).join('')}…` : name;
};
const widthOf = ({ name }: LegendEntry) => SAMPLE_WIDTH + [...shown(name)].length * CHARACTER_WIDTH + GAP;

/** Entries in lines that fit. */
export function legendRows<E extends LegendEntry>(entries: readonly E[], width: number): E[][] {
  const rows: E[][] = [];
  let left = 0;
  for (const entry of entries) {
    const needed = widthOf(entry);
    const row = rows.at(-1);
    if (row && needed <= left) row.push(entry);
    else {
      rows.push([entry]);
      left = width;
    }
    left -= needed;
  }
  return rows;
}

export function legend(rows: readonly (readonly LegendEntry[])[], x: number, y: number): string {
  const drawn = rows.flatMap((row, index) => {
    const middle = y + index * LEGEND_ROW_HEIGHT + LEGEND_ROW_HEIGHT / 2;
    let at = x;
    return row.map((entry) => {
      const text = sample(entry, at, middle);
      at += widthOf(entry);
      return text;
    });
  });
  return `<g>${drawn.join('')}</g>`;
}

function sample({ name, style, line, markers }: LegendEntry, x: number, y: number): string {
  const dash = style.dash === undefined ? '' : ` stroke-dasharray="${style.dash}"`;
  const stroke = line
    ? `<line x1="${x}" y1="${y}" x2="${x + 26}" y2="${y}" stroke="${style.colour}" stroke-width="1.8"${dash}/>`
    : '';
  const mark = markers ? marker(style, x + 13, y) : '';
  return `${stroke}${mark}<text x="${x + SAMPLE_WIDTH}" y="${y}" dy="0.34em">${escapeMarkup(shown(name))}</text>`;
}
