/** Regret where several parameters vary and nothing orders their lambdas: one group of bars per lambda, one bar per series. */
import {
  comparePlaces,
  type Lambda,
  placeKey,
  type SweepComparison,
  type TaskDetail,
  usualValue,
} from '@yoto/core';
import { lambdaText } from '../format/lambda-text.ts';
import { chartOptions } from './chart-options.ts';
import { type BarChart, type ChartPoint, reachOf } from './chart-point.ts';
import type { ChartTheme } from './chart-theme.ts';
import {
  comparedSeries,
  measuredRegret,
  REGRET_TITLES,
  type RegretMeasure,
  regretNote,
} from './regret-values.ts';
import { seriesStyles } from './series-style.ts';

/** More groups than this can no longer be told apart. */
export const MOST_GROUPS = 40;

/** The lambdas at which some series has a regret, in the order of the parameters. */
export function regretLambdas(comparison: SweepComparison): Lambda[] {
  const points = comparedSeries(comparison).flatMap((series) => series.points);
  const places = points.flatMap(({ at, regret }) =>
    'lambda' in at && regret.absolute.value !== null ? [at] : [],
  );
  const distinct = new Map(places.map((at) => [placeKey(at), at]));
  return [...distinct.values()]
    .sort((a, b) => comparePlaces(a, b, comparison.varying))
    .map(({ lambda }) => lambda);
}

/** What the varying parameters usually are: the task's default where it was measured, else the most frequent value. */
export function baseLambda(
  { varying }: SweepComparison,
  lambdas: readonly Lambda[],
  task?: Pick<TaskDetail, 'defaultLambda'>,
): Lambda {
  return Object.fromEntries(
    varying.map((name) => {
      const values = lambdas.flatMap((lambda) => lambda[name] ?? []);
      return [name, usualValue(values, task?.defaultLambda?.[name])];
    }),
  );
}

export interface RegretBarsChoice {
  theme: ChartTheme;
  hidden: ReadonlySet<string>;
  measure: RegretMeasure;
  /** What the labels of lambdas leave out. */
  base: Lambda;
}

/** `height`: in CSS pixels. */
export function regretBars(
  comparison: SweepComparison,
  lambdas: readonly Lambda[],
  { theme, hidden, measure, base }: RegretBarsChoice,
): { chart: BarChart; height: number } {
  const labels = lambdas.map((lambda) => differenceLines(lambda, base));
  const rowOf = new Map(lambdas.map((lambda, row) => [placeKey({ lambda }), row]));
  const styles = seriesStyles(comparison.series, theme);
  const datasets = comparedSeries(comparison)
    .filter(({ name }) => !hidden.has(name))
    .map(({ name, points }) => ({
      label: name,
      data: points.flatMap((point): ChartPoint[] => {
        const y = rowOf.get(placeKey(point.at));
        const regret = measuredRegret(point, measure);
        if (y === undefined || !regret) return [];
        return [{ x: regret.value, y, xRange: regret.range, note: regretNote(point) }];
      }),
      backgroundColor: styles.get(name)?.colour ?? theme.baseline,
      // Of the whiskers: bars have no border.
      borderColor: theme.text,
      borderWidth: 0,
    }));
  const options = chartOptions({
    x: { title: REGRET_TITLES[measure], log: false, reach: reachOf(datasets, 'x') },
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
    height: Math.max(LEAST_HEIGHT, AXIS + lambdas.length * Math.max(0, ...rows)),
  };
}

/** In CSS pixels. */
const BAR = 11;
const LINE = 13;
const GAP = 8;
const AXIS = 56;
const LEAST_HEIGHT = 200;

/** `kl 4, tv 0.5` without what equals the base, a few parameters per line; `as the base` where nothing differs. */
function differenceLines(lambda: Lambda, base: Lambda): string[] {
  const names = Object.keys(base).filter((name) => lambda[name] !== base[name]);
  if (names.length === 0) return ['as the base'];
  const parts = names.map((name) => lambdaText({ [name]: lambda[name] ?? 0 }));
  const lines: string[] = [];
  for (const part of parts) {
    const joined = lines.length === 0 ? part : `${lines.at(-1)}, ${part}`;
    if (lines.length > 0 && joined.length <= LONGEST_LINE) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines;
}

/** In characters. */
const LONGEST_LINE = 22;
