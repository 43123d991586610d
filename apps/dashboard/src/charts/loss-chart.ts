/** Full loss against lambda, or regret: what a method gives up for being one model (figure 2, right). */

import { type ComparisonPoint, type ComparisonSeries, parametersAt, type SweepComparison } from '@yoto/core';
import { isOrdered, slicePoints } from '@yoto/frontier';
import { chartOptions } from './chart-options.ts';
import { type ChartPoint, GAP, type LineChart, type LineDataset, reachOf } from './chart-point.ts';
import type { ChartTheme } from './chart-theme.ts';
import { jobsNote } from './frontier-chart.ts';
import {
  isLogarithmic,
  LOSS_TITLES,
  type LossMeasure,
  lossNote,
  measuredLoss,
  seriesWith,
} from './loss-values.ts';
import { isDiverged } from './measured-points.ts';
import type { JobsOfPoint } from './point-jobs.ts';
import { seriesLook, seriesStyles } from './series-style.ts';

export interface LossChoice {
  theme: ChartTheme;
  /** The parameter that is the x axis. */
  along: string;
  hidden: ReadonlySet<string>;
  measure: LossMeasure;
  /** Where a click on a point leads. */
  jobsOf?: JobsOfPoint | undefined;
}

export function lossChart(comparison: SweepComparison, choice: LossChoice): LineChart {
  const { theme, along, hidden, measure } = choice;
  const ordered = isOrdered(comparison);
  const styles = seriesStyles(comparison.series, theme);
  const shown = seriesWith(comparison, measure);
  const datasets = shown
    .filter(({ name }) => !hidden.has(name))
    .map(
      (one): LineDataset => ({
        label: one.name,
        data: slicePoints(comparison, one).flatMap((point) => chartPoint(one, point, choice)),
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
      y: { title: LOSS_TITLES[measure], log: isLogarithmic(shown, measure), reach: reachOf(datasets, 'y') },
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

function chartPoint(
  series: ComparisonSeries,
  point: ComparisonPoint,
  { along, measure, jobsOf }: LossChoice,
): ChartPoint[] {
  const x = parametersAt(point.at)[along];
  const loss = measuredLoss(point, measure);
  if (x === undefined || !loss) return isDiverged(point) ? [GAP] : [];
  const jobs = jobsOf?.(series, point);
  return [{ x, y: loss.value, yRange: loss.range, jobs, note: [...lossNote(point), ...jobsNote(jobs)] }];
}
