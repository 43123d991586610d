/** The frontier: one loss term against the other, one series a group (paper, figures 2 and 5). */
import type { FrontierPoint, FrontierSeries, SweepFrontier } from '@yoto/core';
import { lambdaText } from '../format/lambda-text.ts';
import { formatPlural, formatWithDeviation } from '../format/numbers.ts';
import { axisTitle, chartOptions } from './chart-options.ts';
import { type ChartPoint, type LineChart, type LineDataset, reachOf } from './chart-point.ts';
import type { ChartTheme } from './chart-theme.ts';
import { type SeriesStyle, seriesLook, seriesStyles } from './series-style.ts';

export interface FrontierChoice {
  theme: ChartTheme;
  logX: boolean;
  logY: boolean;
  /** Names of series that are switched off. */
  hidden: ReadonlySet<string>;
}

export function frontierChart(frontier: SweepFrontier, choice: FrontierChoice): LineChart {
  const { axes, series } = frontier;
  const styles = seriesStyles(series, choice.theme);
  const datasets = series
    .filter(({ name }) => !choice.hidden.has(name))
    .map((one) => dataset(frontier, one, styles.get(one.name), choice));
  return {
    type: 'line',
    data: { datasets },
    options: chartOptions({
      x: { title: axisTitle(axes.x), log: choice.logX, reach: reachOf(datasets, 'x') },
      y: { title: axisTitle(axes.y), log: choice.logY, reach: reachOf(datasets, 'y') },
      theme: choice.theme,
      zoom: 'xy',
    }),
  };
}

function dataset(
  frontier: SweepFrontier,
  series: FrontierSeries,
  style: SeriesStyle | undefined,
  { theme, logX, logY }: FrontierChoice,
): LineDataset {
  const shown = series.points.flatMap((point) => chartPoint(frontier, series, point));
  return {
    label: series.name,
    data: distinct(shown).filter((point) => (!logX || point.x > 0) && (!logY || point.y > 0)),
    ...seriesLook(series.method, style, { theme, ordered: frontier.terms.length === 1 }),
  };
}

function chartPoint({ axes }: SweepFrontier, series: FrontierSeries, point: FrontierPoint): ChartPoint[] {
  const { x, y } = point;
  if (x === null || y === null) return [];
  const lambda = series.method === 'single-model' ? 'one model for every lambda' : lambdaText(point.lambda);
  return [
    {
      x,
      y,
      xDeviation: point.xDeviation,
      yDeviation: point.yDeviation,
      note: [
        lambda,
        `${axes.x.label}: ${formatWithDeviation(x, point.xDeviation)}`,
        `${axes.y.label}: ${formatWithDeviation(y, point.yDeviation)}`,
        ...(point.seeds > 1 ? [`mean of ${formatPlural(point.seeds, 'seed')}`] : []),
      ],
    },
  ];
}

/** The single model's point is the same for every lambda: drawn once. */
const distinct = (points: readonly ChartPoint[]): ChartPoint[] =>
  points.filter((point, i) => points.findIndex(({ x, y }) => x === point.x && y === point.y) === i);

/** Whether a logarithmic axis can show every point. */
export function canBeLogarithmic(frontier: SweepFrontier, axis: 'x' | 'y'): boolean {
  return frontier.series.every(({ points }) => points.every((point) => (point[axis] ?? 1) > 0));
}
