/** How each series looks, the same in every chart of a sweep: colour by group, marker by method. */
import type { ComparisonSeries } from '@yoto/core';
import { type ChartTheme, groupColour } from './chart-theme.ts';

export interface SeriesStyle {
  colour: string;
  /** Absent where the chart draws lines only. */
  marker: 'circle' | 'triangle' | 'rectRot' | 'rect' | 'cross' | 'crossRot' | 'star' | undefined;
  dash: number[];
}

const MARKERS = {
  fixed: 'circle',
  yoto: 'triangle',
  'single-model': 'rectRot',
  interpolation: 'rect',
  codec: 'crossRot',
} as const;

const DASHES: Record<ComparisonSeries['method'], number[]> = {
  fixed: [],
  yoto: [],
  'single-model': [5, 4],
  interpolation: [2, 3],
  codec: [6, 3],
};

/** Derived from the fixed models: such a series belongs to no group. */
const isBaseline = (method: ComparisonSeries['method']): boolean =>
  method === 'single-model' || method === 'interpolation';

/** Styles by series name. Groups come in the spec's order, so their position fixes their colour. */
export function seriesStyles(
  series: readonly Pick<ComparisonSeries, 'name' | 'method'>[],
  theme: ChartTheme,
): Map<string, SeriesStyle> {
  return new Map(
    series.map(({ name, method }, index) => [
      name,
      {
        colour: isBaseline(method) ? theme.baseline : groupColour(theme, index),
        marker: MARKERS[method],
        dash: DASHES[method],
      },
    ]),
  );
}

/**
 * How Chart.js draws a series. YOTO is drawn over the fixed models with hollow markers, so that both can be seen
 * where they meet. Lines follow lambda, which has an order only along a single parameter, or a codec's one setting.
 */
export function seriesLook(
  method: ComparisonSeries['method'],
  style: SeriesStyle | undefined,
  { theme, ordered }: { theme: ChartTheme; ordered: boolean },
) {
  const colour = style?.colour ?? theme.baseline;
  return {
    borderColor: colour,
    backgroundColor: colour,
    pointBackgroundColor: method === 'fixed' ? colour : theme.surface,
    pointBorderColor: colour,
    pointBorderWidth: method === 'fixed' ? 1 : 2,
    pointStyle: style?.marker ?? 'circle',
    pointRadius: RADII[method],
    pointHoverRadius: 7,
    borderWidth: method === 'yoto' ? 2 : 1.5,
    borderDash: style?.dash ?? [],
    showLine: ordered || method === 'codec',
    tension: 0,
    order: DRAWN_LAST.indexOf(method),
  } as const;
}

/** The single model is one of the fixed ones: its mark goes round theirs. */
const RADII = { fixed: 4, yoto: 5, 'single-model': 9, interpolation: 3, codec: 4 } as const;

/** Chart.js draws a lower order over a higher one. */
const DRAWN_LAST: readonly ComparisonSeries['method'][] = [
  'yoto',
  'fixed',
  'codec',
  'interpolation',
  'single-model',
];
