/** The same points as a table, for people who read charts with their ears or want the numbers. */
import { estimateText, finiteOrNull, type SweepComparison } from '@yoto/core';
import { BASE_NAME, type Configurations, type PublishedSeries, pointAt, slicePoints } from '@yoto/frontier';
import { placeText } from '../format/lambda-text.ts';
import { formatCount, formatNumber, MISSING } from '../format/numbers.ts';
import { axisTitle } from './chart-options.ts';
import type { JobLink } from './chart-point.ts';
import type { Curve } from './curves-chart.ts';
import { jobLabel } from './curves-chart.ts';
import { LOSS_TITLES, type LossMeasure, lossEstimate, seriesWith } from './loss-values.ts';
import { isDiverged } from './measured-points.ts';
import type { JobsOfPoint } from './point-jobs.ts';

export interface ChartTable {
  columns: string[];
  rows: string[][];
  /** Where each row leads, if anywhere. */
  jobs?: readonly (readonly JobLink[])[];
}

/** `published`: curves of others, which have no lambda and no full loss. */
export function frontierTable(
  comparison: SweepComparison,
  published: readonly PublishedSeries[] = [],
  jobsOf?: JobsOfPoint | undefined,
): ChartTable {
  const { axes, series } = comparison;
  const measured = series.flatMap((one) =>
    slicePoints(comparison, one).map((point) => {
      const { at, values, fullLoss, regret } = point;
      const measured = [values[axes.x.name], values[axes.y.name], fullLoss].map((estimate) =>
        estimate ? estimateText(estimate, EXACT) : MISSING,
      );
      return [
        one.name,
        placeText(at),
        ...(isDiverged(point) ? measured.map(() => 'diverged') : measured),
        estimateText(regret.absolute, { signed: true }),
      ];
    }),
  );
  const others = published.flatMap(({ name, points }) =>
    points.map(({ x, y }) => [name, MISSING, formatNumber(x), formatNumber(y), MISSING, MISSING]),
  );
  return {
    columns: ['Series', 'Lambda', axisTitle(axes.x), axisTitle(axes.y), 'Full loss', 'Regret'],
    rows: [...measured, ...others],
    ...(jobsOf && {
      jobs: [
        ...series.flatMap((one) => slicePoints(comparison, one).map((point) => jobsOf(one, point))),
        ...others.map(() => []),
      ],
    }),
  };
}

const EXACT = { format: formatNumber };

/** One row per configuration, one column per series. */
export function configurationTable(
  comparison: SweepComparison,
  { list }: Configurations,
  measure: LossMeasure,
): ChartTable {
  const shown = seriesWith(comparison, measure);
  const style = measure === 'full' ? EXACT : { signed: true, ...(measure === 'relative' && { factor: 100 }) };
  return {
    columns: [LOSS_TITLES[measure], ...shown.map(({ name }) => name)],
    rows: list.map(({ lambda, differences }) => [
      differences.join(', ') || BASE_NAME,
      ...shown.map((one) => {
        const point = pointAt(one, lambda);
        return point ? estimateText(lossEstimate(point, measure), style) : MISSING;
      }),
    ]),
  };
}

/** Curves are too long for a table: their first and last points, and the least value. */
export function curvesTable(curves: readonly Curve[]): ChartTable {
  return {
    columns: ['Job', 'First', 'Least', 'Last', 'At step'],
    jobs: curves.map(({ job }) => [{ id: job.id, label: 'open' }]),
    rows: curves.map(({ job, points }) => {
      const values = points.flatMap(({ value }) => finiteOrNull(value) ?? []);
      const least = points.flatMap(({ value, bucket }) => (bucket ? bucket.min : finiteOrNull(value)) ?? []);
      return [
        jobLabel(job),
        formatNumber(values[0]),
        formatNumber(least.length > 0 ? Math.min(...least) : null),
        formatNumber(values.at(-1)),
        formatCount(points.at(-1)?.step),
      ];
    }),
  };
}
