import {
  type BdDifference,
  type ComparisonSeries,
  estimateText,
  formatSeconds,
  lambdaLabel,
  type SweepComparison,
  seedsLabel,
} from '@yoto/core';
import { columnsOf, type ReportTable } from '../report-table.ts';

/** One row per series: what it gives up against the anchor, and what it costs. */
export function summaryTable(comparison: SweepComparison): ReportTable {
  const { series, anchor, bootstrap, slice } = comparison;
  const numbers = [
    'mean regret',
    'worst regret',
    'mean regret, %',
    'BD-rate, %',
    'hypervolume ratio',
    'device time',
  ];
  const compared = anchor.value === null ? `nothing: ${anchor.reason}` : `"${anchor.value}"`;
  return {
    title: 'Methods compared',
    columns: columnsOf(['series', 'method', 'seeds'], numbers),
    rows: series.map((one) => summaryRow(one, comparison)),
    notes: [
      `Compared with ${compared}. Regret: full loss above the fixed models’ at the same lambda; its mean in % is of their mean loss. BD-rate: ${comparison.axes.x.label} at equal ${comparison.axes.y.label} (PCHIP). Hypervolume: under the curve, as a ratio to the anchor's.`,
      ...sliceNotes(slice),
      ...(bootstrap
        ? [
            `Brackets hold ${Math.round(100 * bootstrap.level)} % intervals (${bootstrap.method}, ${bootstrap.resamples} resamples).`,
          ]
        : []),
      ...missingBdNotes(comparison),
    ],
  };
}

function summaryRow(one: ComparisonSeries, comparison: SweepComparison): string[] {
  const rate = bdRateOf(comparison, one.name);
  const { regret } = one;
  return [
    one.name,
    one.method,
    seedsLabel(one.seeds) || 'none',
    estimateText(regret.mean.absolute, { signed: true }),
    estimateText(regret.worst.absolute, { signed: true }),
    estimateText(regret.mean.relative, { factor: 100, signed: true }),
    rate ? estimateText(rate.difference, { signed: true }) : '–',
    estimateText(one.hypervolume.curve.ratio),
    formatSeconds(one.cost.deviceSeconds),
  ];
}

/** By PCHIP, against the anchor. */
function bdRateOf({ bd, anchor }: SweepComparison, series: string): BdDifference | undefined {
  const pair = bd.find((one) => one.anchor === anchor.value && one.test === series);
  return pair?.rate.find(({ method }) => method === 'pchip');
}

/** What the numbers of curves are computed on, where that is not the whole sweep. */
function sliceNotes({ value, reason }: SweepComparison['slice']): string[] {
  if (!value) return [`BD-rate and hypervolume: none, as ${reason}.`];
  if (Object.keys(value.base).length === 0) return [];
  return [
    `BD-rate and hypervolume are on the slice along ${value.along} at ${lambdaLabel(value.base)}; regret is over all lambdas.`,
  ];
}

function missingBdNotes(comparison: SweepComparison): string[] {
  if (!comparison.slice.value) return [];
  return comparison.series.flatMap(({ name }) => {
    const rate = bdRateOf(comparison, name);
    if (!rate || rate.difference.value !== null) return [];
    return [`No BD-rate for "${name}": ${rate.difference.reason}.`];
  });
}
