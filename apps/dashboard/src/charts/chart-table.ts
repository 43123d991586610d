/** The same points as a table, for people who read charts with their ears or want the numbers. */
import type { SweepFrontier } from '@yoto/core';
import { lambdaText } from '../format/lambda-text.ts';
import { formatCount, formatNumber, MISSING } from '../format/numbers.ts';
import { formatSignedSpread, formatSpread } from '../format/spread-text.ts';
import { axisTitle } from './chart-options.ts';
import type { Curve } from './curves-chart.ts';
import { jobLabel } from './curves-chart.ts';
import type { PublishedSeries } from './published-curves.ts';
import type { SpreadOf } from './seed-spread.ts';

export interface ChartTable {
  columns: string[];
  rows: string[][];
}

/** `published`: curves of others, which have no lambda and no full loss. */
export function frontierTable(
  { axes, series }: SweepFrontier,
  spreadOf: SpreadOf,
  published: readonly PublishedSeries[] = [],
): ChartTable {
  const measured = series.flatMap(({ name, points }) =>
    points.map((point) => {
      const spread = spreadOf(name, point);
      return [
        name,
        lambdaText(point.lambda),
        formatSpread(point.x, spread.x),
        formatSpread(point.y, spread.y),
        formatSpread(point.fullLoss, spread.fullLoss),
        formatSignedSpread(point.differenceToFixed, spread.difference),
      ];
    }),
  );
  const others = published.flatMap(({ name, points }) =>
    points.map(({ x, y }) => [name, MISSING, formatNumber(x), formatNumber(y), MISSING, MISSING]),
  );
  return {
    columns: ['Series', 'Lambda', axisTitle(axes.x), axisTitle(axes.y), 'Full loss', 'Difference'],
    rows: [...measured, ...others],
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
