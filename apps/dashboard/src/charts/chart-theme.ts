/**
 * Colours of the charts: Okabe and Ito's palette, which colour-blind people can tell apart, adapted so that a line of each
 * stands out from the ground of its theme (3 : 1 or more).
 */

export interface ChartTheme {
  text: string;
  mutedText: string;
  grid: string;
  surface: string;
  border: string;
  /** One colour per slot (see seriesSlots). */
  palette: readonly string[];
  /** The single-model baseline, which belongs to no group. */
  baseline: string;
}

export const LIGHT_THEME: ChartTheme = {
  text: '#1c2733',
  mutedText: '#5b6875',
  grid: '#e6e9ed',
  surface: '#ffffff',
  border: '#c9d0d7',
  palette: ['#0072b2', '#d55e00', '#009e73', '#b8558f', '#a87400', '#5e3c99', '#2f3b47'],
  baseline: '#7a8590',
};

export const DARK_THEME: ChartTheme = {
  text: '#e4e9ee',
  mutedText: '#97a3af',
  grid: '#27313b',
  surface: '#161c22',
  border: '#3a4652',
  palette: ['#56b4e9', '#ff8a3d', '#2fc799', '#e59bc8', '#f0c541', '#a78bfa', '#d5dde5'],
  baseline: '#8b97a3',
};

/** A hex colour mixed with the ground: `share` 1 is the colour itself, 0 the ground. */
export function faded(colour: string, ground: string, share: number): string {
  const mix = channels(colour).map((value, i) => {
    const under = channels(ground)[i] ?? 0;
    return Math.round(under + (value - under) * share);
  });
  return `#${mix.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

const channels = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
