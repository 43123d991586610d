/** Losses where several parameters vary and nothing orders their lambdas: one group of bars per lambda, one bar per series (figure 6a). */
import { lambdaKey, type Method, type SweepComparison } from '@yoto/core';
import { BASE_NAME, type Configurations, configurationsOf } from '@yoto/frontier';
import { chartOptions } from './chart-options.ts';
import { type BarChart, type ChartPoint, reachOf } from './chart-point.ts';
import type { ChartTheme } from './chart-theme.ts';
import {
  isLogarithmic,
  LOSS_TITLES,
  type LossMeasure,
  lossEstimate,
  lossNote,
  measuredLoss,
  seriesWith,
} from './loss-values.ts';
import { seriesStyles } from './series-style.ts';

/** More groups than this can no longer be told apart. */
export const MOST_GROUPS = 40;

/** The lambdas at which some series has such a number; `defaultLambda`: the task's. */
export const lossConfigurations = (
  comparison: SweepComparison,
  measure: LossMeasure,
  defaultLambda?: Configurations['base'],
): Configurations =>
  configurationsOf(
    { series: seriesWith(comparison, measure), varying: comparison.varying },
    (point) => lossEstimate(point, measure).value,
    defaultLambda,
  );

export interface BarsChoice {
  theme: ChartTheme;
  hidden: ReadonlySet<string>;
  measure: LossMeasure;
}

/** Bars have no markers to tell the two baselines apart, which are grey: an interpolation's are lighter. */
export const barColour = (method: Method, colour: string): string =>
  method === 'interpolation' ? `${colour}80` : colour;

/** `height`: in CSS pixels. */
export function configurationBars(
  comparison: SweepComparison,
  { list }: Configurations,
  { theme, hidden, measure }: BarsChoice,
): { chart: BarChart; height: number } {
  const labels = list.map(({ differences }) => labelLines(differences));
  const rowOf = new Map(list.map(({ lambda }, row) => [lambdaKey(lambda), row]));
  const styles = seriesStyles(comparison.series, theme);
  const shown = seriesWith(comparison, measure).filter(({ name }) => !hidden.has(name));
  const datasets = shown.map(({ name, method, points }) => ({
    label: name,
    data: points.flatMap((point): ChartPoint[] => {
      const y = 'lambda' in point.at ? rowOf.get(lambdaKey(point.at.lambda)) : undefined;
      const loss = measuredLoss(point, measure);
      if (y === undefined || !loss) return [];
      return [{ x: loss.value, y, xRange: loss.range, note: lossNote(point) }];
    }),
    backgroundColor: barColour(method, styles.get(name)?.colour ?? theme.baseline),
    // Of the whiskers: bars have no border.
    borderColor: theme.text,
    borderWidth: 0,
    // Series that are not measured there leave no gap.
    skipNull: true,
    maxBarThickness: BAR + 2,
  }));
  const options = chartOptions({
    x: {
      title: LOSS_TITLES[measure],
      log: isLogarithmic(shown, measure),
      reach: reachOf(datasets, 'x'),
    },
    y: { title: '', log: false },
    theme,
    zoom: 'x',
  });
  const rows = labels.map((lines) => Math.max(datasets.length * BAR, lines.length * LINE) + GAP);
  return {
    chart: {
      type: 'bar',
      data: { datasets },
      options: {
        ...options,
        indexAxis: 'y',
        interaction: { mode: 'nearest', axis: 'y', intersect: false },
        scales: {
          x: options.scales?.x ?? {},
          y: {
            type: 'category',
            labels,
            offset: true,
            grid: { display: false },
            border: { color: theme.border },
            ticks: { color: theme.mutedText, font: { size: 11 }, autoSkip: false },
          },
        },
      },
    },
    height: Math.max(LEAST_HEIGHT, AXIS + list.length * Math.max(0, ...rows)),
  };
}

/** In CSS pixels. */
const BAR = 11;
const LINE = 13;
const GAP = 8;
const AXIS = 56;
const LEAST_HEIGHT = 200;

/** A few differences per line. */
function labelLines(differences: readonly string[]): string[] {
  if (differences.length === 0) return [BASE_NAME];
  const lines: string[] = [];
  for (const part of differences) {
    const joined = lines.length === 0 ? part : `${lines.at(-1)}, ${part}`;
    if (lines.length > 0 && joined.length <= LONGEST_LINE) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines;
}

/** In characters. */
const LONGEST_LINE = 22;
