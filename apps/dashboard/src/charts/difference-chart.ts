/** Full loss minus the fixed models' at the same lambda: what a method gives up for being one model (figure 2, right). */
import type { FrontierPoint, FrontierSeries, SweepFrontier } from '@yoto/core';
import { lambdaText } from '../format/lambda-text.ts';
import { formatSignedSpread, formatSpread } from '../format/spread-text.ts';
import { chartOptions } from './chart-options.ts';
import { type ChartPoint, type LineChart, type LineDataset, reachOf } from './chart-point.ts';
import type { ChartTheme } from './chart-theme.ts';
import type { PointSpread, SpreadOf } from './seed-spread.ts';
import { seriesLook, seriesStyles } from './series-style.ts';

export interface DifferenceChoice {
  theme: ChartTheme;
  /** The term whose weight is the x axis. */
  term: string;
  hidden: ReadonlySet<string>;
  spreadOf: SpreadOf;
}

export function differenceChart(frontier: SweepFrontier, choice: DifferenceChoice): LineChart {
  const { theme, term, hidden, spreadOf } = choice;
  const ordered = frontier.terms.length === 1;
  const styles = seriesStyles(frontier.series, theme);
  const datasets = frontier.series
    .filter(({ name }) => !hidden.has(name))
    .map(
      ({ name, method, points }): LineDataset => ({
        label: name,
        data: points.flatMap((point) => chartPoint(point, term, spreadOf(name, point))),
        ranges: ordered ? 'band' : 'whiskers',
        ...seriesLook(method, styles.get(name), { theme, ordered }),
      }),
    );
  return {
    type: 'line',
    data: { datasets },
    options: chartOptions({
      x: { title: `lambda of ${term}`, log: true, tickValues: lambdaTicks(frontier, term) },
      y: { title: 'Full loss − fixed models’', log: false, reach: reachOf(datasets, 'y') },
      theme,
      zoom: 'xy',
    }),
  };
}

const MOST_TICKS = 13;

/** The lambdas that were measured, where there is room to name them all. */
function lambdaTicks({ series }: SweepFrontier, term: string): number[] | undefined {
  const values = new Set(series.flatMap(({ points }) => points.flatMap(({ lambda }) => lambda[term] ?? [])));
  return values.size <= MOST_TICKS ? [...values].sort((a, b) => a - b) : undefined;
}

function chartPoint(point: FrontierPoint, term: string, spread: PointSpread): ChartPoint[] {
  const x = point.lambda[term];
  const y = point.differenceToFixed;
  if (x === undefined || y === null) return [];
  return [
    {
      x,
      y,
      yRange: spread.difference,
      note: [
        lambdaText(point.lambda),
        `difference: ${formatSignedSpread(y, spread.difference)}`,
        `full loss: ${formatSpread(point.fullLoss, spread.fullLoss)}`,
      ],
    },
  ];
}

/** The series that can be compared by now; the first fixed group is what they are compared with. */
export function comparedSeries({ series }: SweepFrontier): FrontierSeries[] {
  const reference = series.find(({ method }) => method === 'fixed');
  return series.filter(
    (one) => one !== reference && one.points.some((point) => point.differenceToFixed !== null),
  );
}
