/** How the methods of a sweep compare: as tables for people, and as CSV for programs. */
import {
  type ComparisonPoint,
  type ComparisonSeries,
  type CsvCell,
  type Estimate,
  estimateText,
  formatCount,
  formatCsv,
  formatNumber,
  formatSeconds,
  lambdaLabel,
  MISSING,
  parametersAt,
  type SweepComparison,
} from '@yoto/core';
import { headlines } from '@yoto/frontier';
import { type ReportTable, regretTable, summaryTable } from '@yoto/report';
import { type Column, formatTable } from './table.ts';

type Axis = SweepComparison['axes']['x'];

/** One table per series with its points, then what is said of all of them. */
export function comparisonText(comparison: SweepComparison): string {
  const { slice, varying } = comparison;
  const { value: singleModel, reason: noSingleModel } = comparison.singleModel;
  return [
    pointTables(comparison),
    singleModel
      ? `single model: ${lambdaLabel(singleModel.lambda)} of "${singleModel.group}" (${singleModel.rule})`
      : comparison.complete && `no single model: ${noSingleModel}`,
    costTable(comparison.series),
    tableText(summaryTable(comparison)),
    varying.length > 1 && slice.value === null && sliceHint(comparison),
    lines('', [...headlines(comparison), ...statements(comparison)]),
    lines('warning: ', warnings(comparison)),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The points alone: quick to compute, and enough while a sweep runs. */
export function pointTables(comparison: SweepComparison): string {
  const parts = comparison.series.map((series) => seriesTable(comparison, series));
  if (!comparison.complete) parts.push('Not every job is completed: these are the evaluations so far.');
  return parts.join('\n\n');
}

function seriesTable({ axes, varying }: SweepComparison, series: ComparisonSeries): string {
  const heading = `${series.name} (${series.method}, ${series.cost.completedJobs} of ${series.cost.jobs} jobs completed)`;
  if (series.points.length === 0) return `${heading}\n  no evaluations yet`;
  const isCodec = series.method === 'codec';
  // A codec has its setting where the others have their lambda, and nothing to weight.
  const names = isCodec ? settingNames([series]) : varying;
  const withSeeds = series.points.some((point) => point.seeds > 1);
  const columns: Column[] = [
    ...names.map((name) => ({ title: isCodec ? name : `λ ${name}` })),
    { title: axisTitle(axes.x) },
    { title: axisTitle(axes.y) },
    ...(isCodec ? [] : [{ title: 'full loss' }, { title: 'regret' }]),
    ...(withSeeds ? [{ title: 'seeds' }] : []),
  ];
  const rows = series.points.map((point) => [
    ...names.map((name) => formatNumber(parametersAt(point.at)[name] ?? null)),
    valueText(point.values[axes.x.name]),
    valueText(point.values[axes.y.name]),
    ...(isCodec ? [] : [valueText(point.fullLoss), estimateText(point.regret.absolute, { signed: true })]),
    ...(withSeeds ? [String(point.seeds)] : []),
  ]);
  const rightAligned = columns.map((column) => ({ ...column, align: 'right' as const }));
  return `${heading}\n${formatTable(rightAligned, rows)}`;
}

function costTable(series: readonly ComparisonSeries[]): string {
  const columns: Column[] = [
    { title: 'series' },
    { title: 'steps', align: 'right' },
    { title: 'device time', align: 'right' },
  ];
  return formatTable(
    columns,
    series.map(({ name, cost }) => [name, formatCount(cost.steps), formatSeconds(cost.deviceSeconds)]),
  );
}

/** Several weights have no curve until one of them is chosen. */
function sliceHint(comparison: SweepComparison): string {
  const regrets = regretTable(comparison);
  const hint = `For curves choose a slice: --slice ${comparison.varying[0]}, and with --base what the others are held at.`;
  return regrets ? `${tableText(regrets)}\n${hint}` : hint;
}

const statements = ({ breakEven }: SweepComparison): string[] =>
  breakEven.flatMap(({ statement }) => (statement === null ? [] : [statement]));

function warnings({ series, breakEven, warnings }: SweepComparison): string[] {
  return [
    ...warnings,
    ...series.flatMap((one) => one.warnings.map((text) => `${one.name}: ${text}`)),
    ...breakEven.flatMap((one) => one.warnings.map((text) => `cost of ${one.series}: ${text}`)),
  ];
}

/**
 * One row per point: the parameters in columns `lambda.NAME`, what codecs are asked with in `setting.NAME`; every loss term,
 * sum and metric, the full loss and the regret, each with the ends of its interval.
 */
export function comparisonCsv({ varying, axisChoices, series }: SweepComparison): string {
  const settings = settingNames(series);
  const parameters = [
    ...new Set([
      ...varying,
      ...series.flatMap(({ points }) =>
        points.flatMap(({ at }) => ('lambda' in at ? Object.keys(at.lambda) : [])),
      ),
    ]),
  ];
  const names = axisChoices.map(({ name }) => name);
  const header = [
    'series',
    'method',
    ...parameters.map((name) => `lambda.${name}`),
    ...settings.map((name) => `setting.${name}`),
    ...['seeds', 'diverged'],
    ...[...names, 'full_loss', 'regret', 'regret_share'].flatMap((name) => [
      name,
      `${name}_low`,
      `${name}_high`,
    ]),
  ];
  const row = ({ name, method }: ComparisonSeries, point: ComparisonPoint): CsvCell[] => [
    name,
    method,
    ...parameters.map((parameter) => ('lambda' in point.at ? (point.at.lambda[parameter] ?? null) : null)),
    ...settings.map((setting) => ('setting' in point.at ? (point.at.setting[setting] ?? null) : null)),
    point.seeds,
    point.diverged,
    ...names.flatMap((value) => estimateCells(point.values[value])),
    ...[point.fullLoss, point.regret.absolute, point.regret.relative].flatMap(estimateCells),
  ];
  return formatCsv(
    header,
    series.flatMap((one) => one.points.map((point) => row(one, point))),
  );
}

const estimateCells = (estimate: Estimate | undefined): CsvCell[] => [
  estimate?.value ?? null,
  estimate?.interval?.low ?? null,
  estimate?.interval?.high ?? null,
];

/** What the points of codecs say in the place of a lambda. */
const settingNames = (series: readonly ComparisonSeries[]): string[] => [
  ...new Set(
    series.flatMap(({ points }) =>
      points.flatMap(({ at }) => ('setting' in at ? Object.keys(at.setting) : [])),
    ),
  ),
];

const tableText = ({ title, columns, rows, notes }: ReportTable): string =>
  [title, formatTable(columns, rows), ...notes].join('\n');

const lines = (prefix: string, texts: readonly string[]): string =>
  texts.map((text) => `${prefix}${text}`).join('\n');

const axisTitle = ({ label, unit }: Axis) => (unit === undefined ? label : `${label} (${unit})`);

/** A measured value with its interval. */
const valueText = (estimate: Estimate | undefined): string =>
  estimate ? estimateText(estimate, { format: formatNumber }) : MISSING;
