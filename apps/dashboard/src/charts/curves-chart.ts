/** Training curves: one metric over the steps, one line per job, shaded by lambda within a group's colour. */
import type { JobSummary, MetricPoint } from '@yoto/core';
import { lambdaText } from '../format/lambda-text.ts';
import { formatCount, formatNumber } from '../format/numbers.ts';
import { chartOptions } from './chart-options.ts';
import type { ChartPoint, LineChart } from './chart-point.ts';
import { type ChartTheme, faded } from './chart-theme.ts';

export interface Curve {
  job: Pick<JobSummary, 'id' | 'group' | 'lambda' | 'seed'>;
  points: readonly Pick<MetricPoint, 'step' | 'value'>[];
}

export interface CurvesChoice {
  theme: ChartTheme;
  metric: string;
  /** Colour by group. */
  colours: ReadonlyMap<string, string>;
  logY: boolean;
  /** In [0, 1): the share that the smoothed past has in each point. */
  smoothing: number;
  hidden: ReadonlySet<string>;
}

const PALEST = 0.4;

export function curvesChart(curves: readonly Curve[], choice: CurvesChoice): LineChart {
  const shown = curves.filter(({ job }) => !choice.hidden.has(job.group));
  const options = chartOptions({
    x: { title: 'Step', log: false },
    y: { title: choice.metric, log: choice.logY },
    theme: choice.theme,
    zoom: 'x',
  });
  return {
    type: 'line',
    data: {
      datasets: shown.map((curve) => {
        const colour = curveColour(curve, shown, choice);
        return {
          label: jobLabel(curve.job),
          data: curvePoints(curve, choice),
          borderColor: colour,
          backgroundColor: colour,
          borderWidth: 1.5,
          pointRadius: curve.points.length === 1 ? 3 : 0,
          pointHoverRadius: 4,
          showLine: true,
          tension: 0,
        };
      }),
    },
    options,
  };
}

/** `fixed grid · kl 0.5 · seed 0`. */
export function jobLabel(job: Curve['job']): string {
  return [job.group, job.lambda ? lambdaText(job.lambda) : undefined, `seed ${job.seed}`]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/** The first lambda of a group is the palest, the last has the group's full colour; seeds share a shade. */
function curveColour({ job }: Curve, curves: readonly Curve[], { colours, theme }: CurvesChoice): string {
  const colour = colours.get(job.group) ?? theme.baseline;
  const keys = curves.filter((other) => other.job.group === job.group).map((other) => jobKey(other.job));
  const distinct = [...new Set(keys)];
  if (distinct.length < 2) return colour;
  const rank = distinct.indexOf(jobKey(job)) / (distinct.length - 1);
  return faded(colour, theme.surface, PALEST + (1 - PALEST) * rank);
}

const jobKey = (job: Curve['job']) => JSON.stringify(job.lambda);

function curvePoints({ points }: Curve, { metric, logY, smoothing }: CurvesChoice): ChartPoint[] {
  const measured = points.flatMap(({ step, value }) => (typeof value === 'number' ? [{ step, value }] : []));
  const smooth = smoothed(
    measured.map(({ value }) => value),
    smoothing,
  );
  return measured.flatMap(({ step, value }, i) => {
    const y = smooth[i] ?? value;
    if (logY && y <= 0) return [];
    const exact = smoothing > 0 ? [`unsmoothed: ${formatNumber(value)}`] : [];
    return [{ x: step, y, note: [`step ${formatCount(step)}`, `${metric}: ${formatNumber(y)}`, ...exact] }];
  });
}

/** Exponential moving average without the bias towards zero at the start (as Adam corrects its moments). */
export function smoothed(values: readonly number[], share: number): number[] {
  if (share <= 0) return [...values];
  let average = 0;
  return values.map((value, i) => {
    average = share * average + (1 - share) * value;
    return average / (1 - share ** (i + 1));
  });
}

/** The metric to show first: the loss that is minimised. */
export const mainMetric = (names: readonly string[]): string | undefined =>
  names.find((name) => name === 'loss') ?? names[0];
