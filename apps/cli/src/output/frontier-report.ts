/** The frontier of a sweep as tables for people, and as CSV for programs. */
import { type FrontierPoint, type FrontierSeries, formatCsv, type SweepFrontier } from '@yoto/core';
import { formatCount, formatDifference, formatDuration, formatMeasured } from './numbers.ts';
import { type Column, formatTable } from './table.ts';

type Axis = SweepFrontier['axes']['x'];

/** One table a series with its points, then one that compares the series. */
export function frontierTables(frontier: SweepFrontier): string {
  const parts = frontier.series.map((series) => seriesTable(frontier, series));
  if (frontier.singleModel) {
    const { group, lambda } = frontier.singleModel;
    const weights = frontier.terms
      .map((term) => `${term} ${formatMeasured(lambda[term] ?? null)}`)
      .join(', ');
    parts.push(`single model: the one of "${group}" trained for ${weights}, its losses re-weighted`);
  }
  parts.push(comparison(frontier.series));
  if (!frontier.complete) parts.push('Not every job is completed: these are the evaluations so far.');
  return parts.join('\n\n');
}

function seriesTable({ axes, terms }: SweepFrontier, series: FrontierSeries): string {
  const heading = `${series.name} (${series.method}, ${series.summary.completedJobs} of ${series.summary.jobs} jobs completed)`;
  if (series.points.length === 0) return `${heading}\n  no evaluations yet`;
  const withDeviations = series.points.some((point) => point.seeds > 1);
  // A reference has its setting where the others have their lambda, and nothing to weight.
  const isReference = series.method === 'reference';
  const names = isReference ? settingNames([series]) : terms;
  const columns: Column[] = [
    ...names.map((name) => ({ title: isReference ? name : `λ ${name}` })),
    { title: axisTitle(axes.x) },
    { title: axisTitle(axes.y) },
    ...(isReference ? [] : [{ title: 'full loss' }, { title: 'vs fixed' }]),
    ...(withDeviations ? [{ title: 'seeds' }] : []),
  ];
  const rows = series.points.map((point) => [
    ...names.map((name) => formatMeasured(point.lambda[name] ?? null)),
    withDeviation(point.x, point.xDeviation),
    withDeviation(point.y, point.yDeviation),
    ...(isReference
      ? []
      : [withDeviation(point.fullLoss, point.fullLossDeviation), formatDifference(point.differenceToFixed)]),
    ...(withDeviations ? [String(point.seeds)] : []),
  ]);
  const rightAligned = columns.map((column) => ({ ...column, align: 'right' as const }));
  return `${heading}\n${formatTable(rightAligned, rows)}`;
}

function comparison(series: readonly FrontierSeries[]): string {
  const columns: Column[] = [
    { title: 'series' },
    { title: 'steps', align: 'right' },
    { title: 'device time', align: 'right' },
    { title: 'mean full loss', align: 'right' },
    { title: 'mean vs fixed', align: 'right' },
    { title: 'worst vs fixed', align: 'right' },
  ];
  const rows = series.map(({ name, summary }) => [
    name,
    formatCount(summary.steps),
    formatDuration(summary.deviceSeconds),
    formatMeasured(summary.meanFullLoss),
    formatDifference(summary.meanDifferenceToFixed),
    formatDifference(summary.worstDifferenceToFixed),
  ]);
  return formatTable(columns, rows);
}

/** One row a point; the weights in columns `lambda.TERM`, what references are asked with in columns `setting.NAME`. */
export function frontierCsv({ terms, axes, series }: SweepFrontier): string {
  const settings = settingNames(series);
  const header = [
    'series',
    'method',
    ...terms.map((term) => `lambda.${term}`),
    ...settings.map((name) => `setting.${name}`),
    axes.x.name,
    axes.y.name,
    'full_loss',
    'difference_to_fixed',
    'seeds',
    `${axes.x.name}_deviation`,
    `${axes.y.name}_deviation`,
    'full_loss_deviation',
  ];
  const row = ({ name, method }: FrontierSeries, point: FrontierPoint) => [
    name,
    method,
    ...[...terms, ...settings].map((name) => point.lambda[name] ?? null),
    point.x,
    point.y,
    point.fullLoss,
    point.differenceToFixed,
    point.seeds,
    point.xDeviation,
    point.yDeviation,
    point.fullLossDeviation,
  ];
  return formatCsv(
    header,
    series.flatMap((one) => one.points.map((point) => row(one, point))),
  );
}

/** What the points of references say in the place of a lambda. */
const settingNames = (series: readonly FrontierSeries[]): string[] => {
  const references = series.filter(({ method }) => method === 'reference');
  return [
    ...new Set(references.flatMap(({ points }) => points.flatMap(({ lambda }) => Object.keys(lambda)))),
  ];
};

const axisTitle = ({ label, unit }: Axis) => (unit === undefined ? label : `${label} (${unit})`);

const withDeviation = (value: number | null, deviation: number | null) =>
  deviation === null ? formatMeasured(value) : `${formatMeasured(value)} ± ${formatMeasured(deviation)}`;
