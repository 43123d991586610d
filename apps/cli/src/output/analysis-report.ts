/** What a sweep's frontiers show, in one table and a few sentences. */
import type { SweepAnalysis } from '@yoto/core';
import { type ReportTable, summaryTable } from '@yoto/report';
import { formatTable } from './table.ts';

export function analysisReport(analysis: SweepAnalysis): string {
  const statements = analysis.breakEven.flatMap(({ statement }) => (statement === null ? [] : [statement]));
  const ofSeries = analysis.series.flatMap(({ name, warnings }) => warnings.map((one) => `${name}: ${one}`));
  const ofCosts = analysis.breakEven.flatMap(({ series, warnings }) =>
    warnings.map((one) => `cost of ${series}: ${one}`),
  );
  const warnings = [...analysis.warnings, ...ofSeries, ...ofCosts];
  return [tableText(summaryTable(analysis)), lines('', statements), lines('warning: ', warnings)]
    .filter(Boolean)
    .join('\n\n');
}

const tableText = ({ title, columns, rows, notes }: ReportTable): string =>
  [title, formatTable(columns, rows), ...notes].join('\n');

const lines = (prefix: string, texts: readonly string[]): string =>
  texts.map((text) => `${prefix}${text}`).join('\n');
