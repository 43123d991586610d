import { escapeMarkup } from '../render/escape.ts';
import type { SeriesStyle } from './series-style.ts';

/** The mark of a point; `note` is shown when the pointer rests on it. */
export function marker(
  { colour, marker: shape, hollow }: SeriesStyle,
  x: number,
  y: number,
  note?: string,
): string {
  const title = note === undefined ? '' : `<title>${escapeMarkup(note)}</title>`;
  const paint = `fill="${hollow ? '#ffffff' : colour}" stroke="${colour}" stroke-width="1.6"`;
  const at = (dx: number, dy: number) => `${round(x + dx)},${round(y + dy)}`;
  switch (shape) {
    case 'circle':
      return `<circle cx="${x}" cy="${y}" r="3.6" ${paint}>${title}</circle>`;
    case 'triangle':
      return `<polygon points="${at(0, -5)} ${at(4.6, 3.4)} ${at(-4.6, 3.4)}" ${paint}>${title}</polygon>`;
    case 'diamond':
      return `<polygon points="${at(0, -5.2)} ${at(5.2, 0)} ${at(0, 5.2)} ${at(-5.2, 0)}" ${paint}>${title}</polygon>`;
    case 'cross':
      return `<path d="M${at(-3.6, -3.6)} L${at(3.6, 3.6)} M${at(-3.6, 3.6)} L${at(3.6, -3.6)}" ${paint}>${title}</path>`;
    case 'square':
      return `<polygon points="${at(-3.6, -3.6)} ${at(3.6, -3.6)} ${at(3.6, 3.6)} ${at(-3.6, 3.6)}" ${paint}>${title}</polygon>`;
  }
}

const round = (value: number) => Math.round(10 * value) / 10;
