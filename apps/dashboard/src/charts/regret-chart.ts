/** Regret: full loss above the fixed models' at the same lambda, what a method gives up for being one model (figure 2, right). */
import { type ComparisonPoint, type ComparisonSeries, parametersAt, type SweepComparison } from '@yoto/core';
import { estimateText } from '../format/estimate-text.ts';
import { placeText } from '../format/lambda-text.ts';
import { formatNumber } from '../format/numbers.ts';
import { chartOptions } from './chart-options.ts';
import { type ChartPoint, type LineChart, type LineDataset, reachOf } from './chart-point.ts';
import type { ChartTheme } from './chart-theme.ts';
import { isOrdered, shownPoints } from './measured-points.ts';
import { seriesLook, seriesStyles } from './series-style.ts';

export interface RegretChoice {
  theme: ChartTheme;
  /** The parameter that is the x axis. */
  along: string;
  hidden: ReadonlySet<string>;
}

export function regretChart(comparison: SweepComparison, { theme, along, hidden }: RegretChoice): LineChart {
  const ordered = isOrdered(comparison);
  const styles = seriesStyles(comparison.series, theme);
  const datasets = comparison.series
    .filter(({ name }) => !hidden.has(name))
    .map(
      (one): LineDataset => ({
        label: one.name,
        data: shownPoints(comparison, one).flatMap((point) => chartPoint(point, along)),
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
      y: { title: 'Regret (full loss)', log: false, reach: reachOf(datasets, 'y') },
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

function chartPoint({ at, regret, fullLoss }: ComparisonPoint, along: string): ChartPoint[] {
  const x = parametersAt(at)[along];
  const { value, interval } = regret.absolute;
  if (x === undefined || value === null) return [];
  return [
    {
      x,
      y: value,
      yRange: interval ?? undefined,
      note: [
        placeText(at),
        `regret: ${estimateText(regret.absolute, { signed: true, format: formatNumber })}`,
        ...(regret.relative.value === null
          ? []
          : [`of the fixed models’ loss: ${estimateText(regret.relative, { signed: true, factor: 100 })} %`]),
        `full loss: ${estimateText(fullLoss, { format: formatNumber })}`,
      ],
    },
  ];
}

/** The series that have a regret by now; the anchor is what they are compared with. */
export const comparedSeries = ({ series }: SweepComparison): ComparisonSeries[] =>
  series.filter(({ regret }) => regret.lambdas > 0);
