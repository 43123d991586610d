/** The frontier: one loss term or metric against the other, one series a group (paper, figures 2 and 5). */
import type { FrontierPoint, FrontierSeries, SweepFrontier } from '@yoto/core';
import { lambdaText } from '../format/lambda-text.ts';
import { formatNumber, formatPlural } from '../format/numbers.ts';
import { formatSpread } from '../format/spread-text.ts';
import { axisTitle, chartOptions } from './chart-options.ts';
import { type ChartPoint, type LineChart, type LineDataset, reachOf } from './chart-point.ts';
import type { ChartTheme } from './chart-theme.ts';
import { type PublishedSeries, publishedStyles } from './published-curves.ts';
import type { SpreadOf } from './seed-spread.ts';
import { type SeriesStyle, seriesLook, seriesStyles } from './series-style.ts';

export interface FrontierChoice {
  theme: ChartTheme;
  logX: boolean;
  logY: boolean;
  /** Names of series that are switched off. */
  hidden: ReadonlySet<string>;
  spreadOf: SpreadOf;
  /** Curves of others on the same axes, to hold one's own against. */
  published: readonly PublishedSeries[];
}

export function frontierChart(frontier: SweepFrontier, choice: FrontierChoice): LineChart {
  const { axes, series } = frontier;
  const styles = seriesStyles(series, choice.theme);
  const measured = series
    .filter(({ name }) => !choice.hidden.has(name))
    .map((one) => dataset(frontier, one, styles.get(one.name), choice));
  const datasets = [...measured, ...publishedDatasets(axes, choice)];
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
  choice: FrontierChoice,
): LineDataset {
  const shown = series.points.flatMap((point) => chartPoint(frontier, series, point, choice.spreadOf));
  return {
    label: series.name,
    data: distinct(shown).filter((point) => canBeShown(point, choice)),
    ...seriesLook(series.method, style, { theme: choice.theme, ordered: frontier.terms.length === 1 }),
  };
}

const canBeShown = ({ x, y }: { x: number; y: number }, { logX, logY }: FrontierChoice): boolean =>
  (!logX || x > 0) && (!logY || y > 0);

function publishedDatasets(axes: SweepFrontier['axes'], choice: FrontierChoice): LineDataset[] {
  const { published, hidden, theme } = choice;
  const styles = publishedStyles(theme);
  return published
    .filter(({ name }) => !hidden.has(name))
    .map(({ name, points }) => {
      const style = styles.get(name);
      const note = (x: number, y: number) => [
        'published',
        `${axes.x.label}: ${formatNumber(x)}`,
        `${axes.y.label}: ${formatNumber(y)}`,
      ];
      return {
        label: name,
        data: points
          .filter((point) => canBeShown(point, choice))
          .map(({ x, y }) => ({ x, y, note: note(x, y) })),
        borderColor: style?.colour ?? theme.baseline,
        pointBackgroundColor: theme.surface,
        pointStyle: style?.marker ?? 'rect',
        pointRadius: 2.5,
        borderWidth: 1,
        borderDash: style?.dash ?? [],
        order: BEHIND,
      };
    });
}

/** Drawn before every series of the sweep. */
const BEHIND = 10;

function chartPoint(
  { axes }: SweepFrontier,
  series: FrontierSeries,
  point: FrontierPoint,
  spreadOf: SpreadOf,
): ChartPoint[] {
  const { x, y } = point;
  if (x === null || y === null) return [];
  const spread = spreadOf(series.name, point);
  const lambda = series.method === 'single-model' ? 'one model for every lambda' : lambdaText(point.lambda);
  return [
    {
      x,
      y,
      xRange: spread.x,
      yRange: spread.y,
      note: [
        lambda,
        `${axes.x.label}: ${formatSpread(x, spread.x)}`,
        `${axes.y.label}: ${formatSpread(y, spread.y)}`,
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
