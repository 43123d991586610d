/** How a series looks, as in the dashboard: Okabe and Ito's colours by group, a marker and a dash by method. */
import type { Method } from '@yoto/core';

const PALETTE = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#8c6d1f'] as const;
/** Of what is derived from the fixed models and belongs to no group. */
const BASELINE = '#6a7580';

type Marker = 'circle' | 'triangle' | 'diamond' | 'square' | 'cross';

export interface SeriesStyle {
  colour: string;
  marker: Marker;
  /** Hollow markers can be seen where they lie over others. */
  hollow: boolean;
  dash: string | undefined;
}

const MARKERS: Record<Method, Marker> = {
  fixed: 'circle',
  yoto: 'triangle',
  'single-model': 'diamond',
  interpolation: 'square',
  codec: 'cross',
};

const DASHES: Record<Method, string | undefined> = {
  fixed: undefined,
  yoto: undefined,
  'single-model': '5 4',
  interpolation: '2 3',
  codec: '6 3',
};

const PUBLISHED_MARKERS: readonly Marker[] = ['square', 'cross', 'diamond', 'triangle'];
const PUBLISHED_DASHES = [undefined, '6 3', '2 2'];

/** Of a published curve, by its place among them: grey, for colours are the sweep's own. */
export const publishedStyle = (index: number): SeriesStyle => ({
  colour: BASELINE,
  marker: PUBLISHED_MARKERS[index % PUBLISHED_MARKERS.length] ?? 'square',
  hollow: true,
  dash: PUBLISHED_DASHES[Math.floor(index / PUBLISHED_MARKERS.length) % PUBLISHED_DASHES.length],
});

/** `index`: the place of the series in the comparison, whose first are the groups in the spec's order. */
export function seriesStyle(method: Method, index: number): SeriesStyle {
  const isBaseline = method === 'single-model' || method === 'interpolation';
  return {
    colour: isBaseline ? BASELINE : (PALETTE[index % PALETTE.length] ?? BASELINE),
    marker: MARKERS[method],
    hollow: method !== 'fixed',
    dash: DASHES[method],
  };
}
