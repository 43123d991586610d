/** The frontier: one loss term, sum or metric against another, one series per group (paper, figures 2 and 5). */

import { type ComparisonPoint, type ComparisonSeries, estimateText, type SweepComparison } from '@yoto/core';
import type { PublishedSeries } from '@yoto/frontier';
import { isOrdered, slicePoints } from '@yoto/frontier';
import { placeText } from '../format/lambda-text.ts';
import { formatNumber, formatPlural } from '../format/numbers.ts';
import { axisTitle, chartOptions } from './chart-options.ts';
import { type ChartPoint, GAP, isGap, type LineChart, type LineDataset, reachOf } from './chart-point.ts';
import type { ChartTheme } from './chart-theme.ts';
import { isDiverged, placedOn } from './measured-points.ts';
import type { JobsOfPoint } from './point-jobs.ts';
import { publishedStyles } from './published-styles.ts';
import { type SeriesStyle, seriesLook, seriesStyles } from './series-style.ts';

export interface FrontierChoice {
  theme: ChartTheme;
  logX: boolean;
  logY: boolean;
  /** Names of series that are switched off. */
  hidden: ReadonlySet<string>;
  /** Curves of others on the same axes, to hold one's own against. */
  published: readonly PublishedSeries[];
  /** Where a click on a point leads. */
  jobsOf?: JobsOfPoint | undefined;
}

export function frontierChart(comparison: SweepComparison, choice: FrontierChoice): LineChart {
  const { axes, series } = comparison;
  const styles = seriesStyles(series, choice.theme);
  const measured = series
    .filter(({ name }) => !choice.hidden.has(name))
    .map((one) => dataset(comparison, one, styles.get(one.name), choice));
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
  comparison: SweepComparison,
  series: ComparisonSeries,
  style: SeriesStyle | undefined,
  choice: FrontierChoice,
): LineDataset {
  const shown = slicePoints(comparison, series).flatMap((point) =>
    chartPoint(comparison, series, { point, jobs: choice.jobsOf?.(series, point) }),
  );
  return {
    label: series.name,
    data: distinct(shown).filter((point) => isGap(point) || canBeShown(point, choice)),
    ...seriesLook(series.method, style, { theme: choice.theme, ordered: isOrdered(comparison) }),
  };
}

const canBeShown = ({ x, y }: { x: number; y: number }, { logX, logY }: FrontierChoice): boolean =>
  (!logX || x > 0) && (!logY || y > 0);

function publishedDatasets(axes: SweepComparison['axes'], choice: FrontierChoice): LineDataset[] {
  const { published, hidden, theme } = choice;
  const styles = publishedStyles(published, theme);
  return published
    .filter(({ name }) => !hidden.has(name))
    .map(({ name, points }) => {
      const style = styles.get(name);
      const note = (x: number, y: number) => [
        'published',
        `${axes.x.label}: ${withUnit(formatNumber(x), axes.x)}`,
        `${axes.y.label}: ${withUnit(formatNumber(y), axes.y)}`,
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
  comparison: SweepComparison,
  series: ComparisonSeries,
  { point, jobs }: { point: ComparisonPoint; jobs: ChartPoint['jobs'] },
): ChartPoint[] {
  const placed = placedOn(comparison, point);
  if (!placed) return isDiverged(point) ? [GAP] : [];
  const { x, y } = placed;
  const { axes } = comparison;
  const at = series.method === 'single-model' ? 'one model for every lambda' : placeText(point.at);
  return [
    {
      x: x.value,
      y: y.value,
      xRange: x.interval ?? undefined,
      yRange: y.interval ?? undefined,
      lambda: 'lambda' in point.at ? point.at.lambda : undefined,
      jobs,
      note: [
        at,
        `${axes.x.label}: ${withUnit(estimateText(x, EXACT), axes.x)}`,
        `${axes.y.label}: ${withUnit(estimateText(y, EXACT), axes.y)}`,
        ...(point.seeds > 1 ? [`mean of ${formatPlural(point.seeds, 'seed')}`] : []),
        ...jobsNote(jobs),
        ...(point.diverged > 0 ? [`${formatPlural(point.diverged, 'seed')} diverged`] : []),
      ],
    },
  ];
}

const EXACT = { format: formatNumber };

const withUnit = (text: string, { unit }: { unit?: string | undefined }): string =>
  unit === undefined ? text : `${text} ${unit}`;

/** Whose models these are, and that one can go there. */
export const jobsNote = (jobs: ChartPoint['jobs'] = []): string[] =>
  jobs.length === 0
    ? []
    : jobs.length > MOST_NAMED
      ? [`click for the ${formatPlural(jobs.length, 'job')}`]
      : [`${jobs.map(({ label }) => label).join(', ')}: click for the ${jobs.length === 1 ? 'job' : 'jobs'}`];

/** In one line of a tooltip. */
const MOST_NAMED = 6;

/** The single model's point is the same for every lambda: drawn once. */
const distinct = (points: readonly ChartPoint[]): ChartPoint[] =>
  points.filter(
    (point, i) => isGap(point) || points.findIndex(({ x, y }) => x === point.x && y === point.y) === i,
  );

/** Whether a logarithmic axis can show every point. */
export function canBeLogarithmic({ series, axes }: SweepComparison, axis: 'x' | 'y'): boolean {
  const name = axes[axis].name;
  return series.every(({ points }) => points.every(({ values }) => (values[name]?.value ?? 1) > 0));
}
