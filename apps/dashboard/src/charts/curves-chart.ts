/** Training curves: one metric over the steps, one line per job, with the marker of its group and the dash of its lambda. */
import type { CurvePoint, CurveSummary, JobSummary } from '@yoto/core';
import { lambdaText } from '../format/lambda-text.ts';
import { formatCount, formatNumber } from '../format/numbers.ts';
import { chartOptions } from './chart-options.ts';
import { type ChartPoint, type LineChart, type LineDataset, reachOf } from './chart-point.ts';
import { type ChartTheme, faded } from './chart-theme.ts';
import type { SeriesStyle } from './series-style.ts';

export interface Curve {
  job: Pick<JobSummary, 'id' | 'group' | 'lambda' | 'seed'>;
  points: readonly Omit<CurvePoint, 'name'>[];
  /** How the server thinned it; absent until it has answered. */
  summary?: CurveSummary | undefined;
}

export interface CurvesChoice {
  theme: ChartTheme;
  metric: string;
  /** By group. */
  styles: ReadonlyMap<string, SeriesStyle>;
  logY: boolean;
  /** In [0, 1): the share that the smoothed past has in each point. */
  smoothing: number;
  hidden: ReadonlySet<string>;
}

const PALEST = 0.55;
/** One per lambda, the first for the first. */
const DASHES: readonly number[][] = [[], [7, 3], [2, 2], [10, 3, 2, 3], [14, 5]];
/** Where a line has the marker of its group: enough to tell lines apart, few enough to see them. */
const MARKERS_PER_LINE = 6;

export function curvesChart(curves: readonly Curve[], choice: CurvesChoice): LineChart {
  const shown = curves.filter(({ job }) => !choice.hidden.has(job.group));
  const datasets = shown.map((curve) => curveDataset(curve, shown, choice));
  return {
    type: 'line',
    data: { datasets },
    options: chartOptions({
      x: { title: 'Step', log: false, whole: true },
      y: { title: choice.metric, log: choice.logY, reach: reachOf(datasets, 'y') },
      theme: choice.theme,
      zoom: 'x',
    }),
  };
}

function curveDataset(curve: Curve, curves: readonly Curve[], choice: CurvesChoice): LineDataset {
  const { job, points } = curve;
  const style = choice.styles.get(job.group);
  const { rank, of } = lambdaRank(job, curves);
  const full = style?.colour ?? choice.theme.baseline;
  const colour = of < 2 ? full : faded(full, choice.theme.surface, PALEST + ((1 - PALEST) * rank) / (of - 1));
  const data = curvePoints(curve, choice);
  const every = Math.max(1, Math.ceil(data.length / MARKERS_PER_LINE));
  // Markers of neighbours are not above each other.
  const offset = Math.floor((every * (rank + 0.5)) / Math.max(1, of));
  return {
    label: jobLabel(job),
    data,
    ranges: 'band',
    unshowable: points.filter(isUnshowable).map(({ step }) => step),
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: 1.5,
    borderDash: DASHES[rank % DASHES.length] ?? [],
    pointStyle: style?.marker ?? 'circle',
    pointBackgroundColor: style?.filled ? colour : choice.theme.surface,
    pointRadius: data.map((_, i) => (data.length === 1 || i % every === offset ? 3.5 : 0)),
    pointHoverRadius: 5,
    pointHitRadius: 6,
    showLine: true,
    tension: 0,
  };
}

/** `fixed grid · kl 0.5 · seed 0`. */
export function jobLabel(job: Curve['job']): string {
  return [job.group, job.lambda ? lambdaText(job.lambda) : undefined, `seed ${job.seed}`]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/** Among the lambdas of the job's group: the first is the palest, the last has the group's full colour; seeds share one. */
function lambdaRank(job: Curve['job'], curves: readonly Curve[]): { rank: number; of: number } {
  const keys = curves.filter((other) => other.job.group === job.group).map((other) => jobKey(other.job));
  const distinct = [...new Set(keys)];
  return { rank: distinct.indexOf(jobKey(job)), of: distinct.length };
}

const jobKey = (job: Curve['job']) => JSON.stringify(job.lambda);

const isUnshowable = ({ value, bucket }: Curve['points'][number]): boolean =>
  bucket ? bucket.nonFinite > 0 : typeof value !== 'number';

function curvePoints({ job, points }: Curve, { metric, logY, smoothing }: CurvesChoice): ChartPoint[] {
  const measured = points.flatMap(({ value, ...rest }) =>
    typeof value === 'number' ? [{ value, ...rest }] : [],
  );
  const smooth = smoothed(
    measured.map(({ value }) => value),
    smoothing,
  );
  const jobs = [{ id: job.id, label: jobLabel(job) }];
  return measured.flatMap(({ step, value, bucket }, i) => {
    const y = smooth[i] ?? value;
    if (logY && y <= 0) return [];
    const exact = smoothing > 0 ? [`unsmoothed: ${formatNumber(value)}`] : [];
    const range =
      bucket && bucket.min !== null && bucket.max !== null
        ? { low: bucket.min, high: bucket.max }
        : undefined;
    const note = [
      bucket ? `steps ${formatCount(bucket.firstStep)} to ${formatCount(step)}` : `step ${formatCount(step)}`,
      `${metric}: ${formatNumber(y)}${bucket ? ` (mean of ${formatCount(bucket.points - bucket.nonFinite)})` : ''}`,
      ...exact,
      ...(range ? [`from ${formatNumber(range.low)} to ${formatNumber(range.high)}`] : []),
      ...(bucket?.nonFinite ? [`${formatCount(bucket.nonFinite)} of them NaN or infinite`] : []),
      'click for the job',
    ];
    return [{ x: step, y, yRange: range, jobs, note }];
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
  names.find((name) => name === USUAL_METRIC) ?? names[0];

/** The full loss, which every job that trains tells. */
export const USUAL_METRIC = 'loss';
