/** The same points as a table, for people who read charts with their ears or want the numbers. */
import type { SweepFrontier } from '@yoto/core';
import { lambdaText } from '../format/lambda-text.ts';
import { formatCount, formatNumber, formatSigned, formatWithDeviation } from '../format/numbers.ts';
import { axisTitle } from './chart-options.ts';
import type { Curve } from './curves-chart.ts';
import { jobLabel } from './curves-chart.ts';

export interface ChartTable {
  columns: string[];
  rows: string[][];
}

export function frontierTable({ axes, series }: SweepFrontier): ChartTable {
  return {
    columns: ['Series', 'Lambda', axisTitle(axes.x), axisTitle(axes.y), 'Full loss', 'Difference'],
    rows: series.flatMap(({ name, points }) =>
      points.map((point) => [
        name,
        lambdaText(point.lambda),
        formatWithDeviation(point.x, point.xDeviation),
        formatWithDeviation(point.y, point.yDeviation),
        formatWithDeviation(point.fullLoss, point.fullLossDeviation),
        formatSigned(point.differenceToFixed),
      ]),
    ),
  };
}

/** Curves are too long for a table: their first and last points, and the least value. */
export function curvesTable(curves: readonly Curve[]): ChartTable {
  return {
    columns: ['Job', 'First', 'Least', 'Last', 'At step'],
    rows: curves.map(({ job, points }) => {
      const values = points.flatMap(({ value }) => value ?? []);
      return [
        jobLabel(job),
        formatNumber(values[0]),
        formatNumber(values.length > 0 ? Math.min(...values) : null),
        formatNumber(values.at(-1)),
        formatCount(points.at(-1)?.step),
      ];
    }),
  };
}
