import { type BdDifference, type SeriesAnalysis, type SweepAnalysis, seedsLabel } from '@yoto/core';
import { formatDuration, formatEstimate } from '../numbers.ts';
import { columnsOf, type ReportTable } from '../report-table.ts';

/** Every series in a line: what it gives up against the reference, and what it costs. */
export function summaryTable(analysis: SweepAnalysis): ReportTable {
  const { series, reference, bootstrap } = analysis;
  const numbers = [
    'mean regret',
    'worst regret',
    'mean regret, %',
    'BD-rate, %',
    'hypervolume ratio',
    'device time',
  ];
  const compared = reference === null ? 'nothing yet' : `"${reference}"`;
  return {
    title: 'Methods compared',
    columns: columnsOf(['series', 'method', 'seeds'], numbers),
    rows: series.map((one) => summaryRow(one, analysis)),
    notes: [
      `Compared with ${compared}. Regret: full loss above the fixed models’ at the same lambda; its mean in % is of their mean loss. BD-rate: ${analysis.axes.x.label} at equal ${analysis.axes.y.label} (PCHIP). Hypervolume: under the curve, against the reference.`,
      `In brackets: ${Math.round(100 * bootstrap.level)} % intervals (${bootstrap.method}, ${bootstrap.resamples} resamples).`,
      ...missingBdNotes(analysis),
    ],
  };
}

function summaryRow(one: SeriesAnalysis, analysis: SweepAnalysis): string[] {
  const rate = bdRateOf(analysis, one.name);
  const { regret } = one;
  return [
    one.name,
    one.method,
    seedsLabel(one.seeds) || 'none',
    regret ? formatEstimate(regret.mean.absolute, { signed: true }) : '–',
    regret ? formatEstimate(regret.worst.absolute, { signed: true }) : '–',
    regret ? formatEstimate(regret.mean.relative, { factor: 100, signed: true }) : '–',
    rate ? formatEstimate(rate.difference, { signed: true }) : '–',
    formatEstimate(one.hypervolume.curve.ratio),
    formatDuration(one.cost.deviceSeconds),
  ];
}

/** By PCHIP, against the reference series. */
function bdRateOf({ bd, reference }: SweepAnalysis, series: string): BdDifference | undefined {
  const comparison = bd.find((one) => one.reference === reference && one.test === series);
  return comparison?.rate.find(({ method }) => method === 'pchip');
}

function missingBdNotes(analysis: SweepAnalysis): string[] {
  return analysis.series.flatMap(({ name }) => {
    const rate = bdRateOf(analysis, name);
    if (!rate || rate.difference.value !== null) return [];
    return [`No BD-rate for "${name}": ${rate.difference.reason}.`];
  });
}
