/** Regret: full loss above the fixed models' at the same lambda, what a method gives up for being one model (figure 2, right). */
import { type ComparisonPoint, parametersAt, type SweepComparison } from '@yoto/core';
import { chartOptions } from './chart-options.ts';
import { type ChartPoint, GAP, type LineChart, type LineDataset, reachOf } from './chart-point.ts';
import type { ChartTheme } from './chart-theme.ts';
import { isDiverged, isOrdered, shownPoints } from './measured-points.ts';
import { measuredRegret, REGRET_TITLES, type RegretMeasure, regretNote } from './regret-values.ts';
import { seriesLook, seriesStyles } from './series-style.ts';

export interface RegretChoice {
  theme: ChartTheme;
  /** The parameter that is the x axis. */
  along: string;
  hidden: ReadonlySet<string>;
  measure: RegretMeasure;
}

export function regretChart(comparison: SweepComparison, choice: RegretChoice): LineChart {
  const { theme, along, hidden, measure } = choice;
  const ordered = isOrdered(comparison);
  const styles = seriesStyles(comparison.series, theme);
  const datasets = comparison.series
    .filter(({ name }) => !hidden.has(name))
    .map(
      (one): LineDataset => ({
        label: one.name,
        data: shownPoints(comparison, one).flatMap((point) => chartPoint(point, choice)),
        ranges: ordered ? 'band' : 'whiskers',
        ...seriesLook(one.method, styles.get(one.name), { theme, ordered }),
      }),
    );
  const values = measuredValues(comparison, along);
  return {
    type: 'line',
    data: { datasets },
    options: chartOptions({
      x: {
        title: `lambda of ${along}`,
        log: values.every((value) => value > 0),
        tickValues: values.length <= MOST_TICKS ? values : undefined,
      },
      y: { title: REGRET_TITLES[measure], log: false, reach: reachOf(datasets, 'y') },
      theme,
      zoom: 'xy',
    }),
  };
}

/** Where there is room to name every lambda that was measured. */
const MOST_TICKS = 13;

function measuredValues({ series }: SweepComparison, along: string): number[] {
  const values = series.flatMap(({ points }) =>
    points.flatMap(({ at }) => ('lambda' in at ? (at.lambda[along] ?? []) : [])),
  );
  return [...new Set(values)].sort((a, b) => a - b);
}

function chartPoint(point: ComparisonPoint, { along, measure }: RegretChoice): ChartPoint[] {
  const x = parametersAt(point.at)[along];
  const regret = measuredRegret(point, measure);
  if (x === undefined || !regret) return isDiverged(point) ? [GAP] : [];
  return [{ x, y: regret.value, yRange: regret.range, note: regretNote(point) }];
}
