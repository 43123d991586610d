import { estimateText, lambdaLabel, type SweepComparison } from '@yoto/core';
import { BASE_NAME, type Configurations, pointAt } from '@yoto/frontier';
import { columnsOf, type ReportTable } from '../report-table.ts';

/** One row per configuration, one column per series: what the bars show. */
export function fullLossTable({ series }: SweepComparison, { base, list }: Configurations): ReportTable {
  const shown = series.filter(({ points }) => points.some(({ fullLoss }) => fullLoss.value !== null));
  return {
    title: 'Full loss at each configuration',
    columns: columnsOf(
      ['configuration'],
      shown.map(({ name }) => name),
    ),
    rows: list.map(({ lambda, differences }) => [
      differences.join(', ') || BASE_NAME,
      ...shown.map((one) => {
        const loss = pointAt(one, lambda)?.fullLoss;
        return loss ? estimateText(loss) : '–';
      }),
    ]),
    notes: [`Configurations are named by what differs from the base: ${lambdaLabel(base)}.`],
  };
}
