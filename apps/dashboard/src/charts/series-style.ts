/** How each series looks, the same in every chart: colour, marker and dash by its name. Whether markers are filled says what it is. */
import type { ComparisonSeries } from '@yoto/core';
import { SLOTS, seriesSlots } from '@yoto/frontier';
import type { ChartTheme } from './chart-theme.ts';

export interface SeriesStyle {
  colour: string;
  /** Absent where the chart draws lines only. */
  marker: 'circle' | 'triangle' | 'rectRot' | 'rect' | 'cross' | 'crossRot' | 'star' | undefined;
  dash: number[];
  /** Hollow markers can be seen where they lie over filled ones. */
  filled?: boolean;
}

type Marker = NonNullable<SeriesStyle['marker']>;

/** By slot, as the colours of the palette. */
const MARKERS: readonly Marker[] = ['circle', 'triangle', 'rect', 'rectRot', 'star', 'crossRot', 'cross'];
const DASHES: readonly number[][] = [[], [], [8, 3], [8, 3, 2, 3], [4, 3], [12, 4], [6, 2, 2, 2, 2, 2]];

/** Derived from the fixed models: such a series belongs to no group, and is grey. */
const BASELINES: Partial<Record<ComparisonSeries['method'], Pick<SeriesStyle, 'marker' | 'dash'>>> = {
  'single-model': { marker: 'rectRot', dash: [5, 4] },
  interpolation: { marker: 'rect', dash: [2, 3] },
};

/** Styles by series name. */
export function seriesStyles(
  series: readonly Pick<ComparisonSeries, 'name' | 'method'>[],
  theme: ChartTheme,
): Map<string, SeriesStyle> {
  const slots = seriesSlots(series.filter(({ method }) => !BASELINES[method]).map(({ name }) => name));
  return new Map(
    series.map(({ name, method }) => {
      const baseline = BASELINES[method];
      const style = baseline
        ? { colour: theme.baseline, ...baseline }
        : slotStyle(slots.get(name) ?? 0, theme);
      return [name, { ...style, filled: method === 'fixed' }];
    }),
  );
}

/** After the last slot colours begin again, with other markers and dashes. */
function slotStyle(slot: number, { palette, text }: ChartTheme): SeriesStyle {
  const other = (slot + Math.floor(slot / SLOTS)) % SLOTS;
  return {
    colour: palette[slot % SLOTS] ?? text,
    marker: MARKERS[other] ?? 'circle',
    dash: DASHES[other] ?? [],
  };
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
    pointBackgroundColor: style?.filled ? colour : theme.surface,
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
