/** How a series looks: the colours of the dashboard by its name, a marker and a dash by its method. */
import type { Method } from '@yoto/core';
import { seriesSlots } from '@yoto/frontier';

/** By slot (see seriesSlots); those of the dashboard's light theme. */
const PALETTE = ['#0072b2', '#d55e00', '#009e73', '#b8558f', '#a87400', '#5e3c99', '#2f3b47'] as const;
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

const isDerived = (method: Method): boolean => method === 'single-model' || method === 'interpolation';

/** The styles of all series of a comparison, in their order. */
export function seriesStyles(series: readonly { name: string; method: Method }[]): SeriesStyle[] {
  const slots = seriesSlots(series.filter(({ method }) => !isDerived(method)).map(({ name }) => name));
  return series.map(({ name, method }) => seriesStyle(method, slots.get(name) ?? 0));
}

export function seriesStyle(method: Method, slot: number): SeriesStyle {
  return {
    colour: isDerived(method) ? BASELINE : (PALETTE[slot % PALETTE.length] ?? BASELINE),
    marker: MARKERS[method],
    hollow: method !== 'fixed',
    dash: DASHES[method],
  };
}
