import { estimateText, formatRounded, formatSeconds, type SweepComparison } from '@yoto/core';
import { columnsOf, type ReportTable } from '../report-table.ts';

/** Device time of each series: of a job, of the jobs that make one curve, of all. */
export function costTable({ series }: SweepComparison): ReportTable {
  return {
    title: 'Cost',
    columns: columnsOf(
      ['series'],
      ['seconds of a job', 'seconds of a curve', 'of all jobs', 'hypervolume share per hour'],
    ),
    rows: series.map(({ name, cost }) => [
      name,
      estimateText(cost.jobSeconds),
      estimateText(cost.curveSeconds),
      formatSeconds(cost.deviceSeconds),
      formatRounded(cost.hypervolumePerSecond === null ? null : 3600 * cost.hypervolumePerSecond),
    ]),
    notes: [
      'Wall-clock time for which a device was held, attempts together. A curve is one seed of a series: one job for a conditioned model, one for each lambda of a grid.',
    ],
  };
}
