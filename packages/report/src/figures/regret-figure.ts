import {
  type ComparisonSeries,
  type Estimate,
  estimateText,
  type Place,
  parametersAt,
  placeLabel,
  type SweepComparison,
} from '@yoto/core';
import { orderedAlong, slicePoints } from '@yoto/frontier';
import { type PlotPoint, type PlotSeries, plotSvg } from './plot.ts';
import { type SeriesStyle, seriesStyles } from './series-style.ts';

export type RegretKind = 'absolute' | 'relative';

/** Full loss above the fixed models', lambda by lambda, with bands over seeds (paper, figures 2 b and d). */
export function regretFigure(comparison: SweepComparison, kind: RegretKind): string | undefined {
  // Several parameters have no order on one axis: the lambdas are numbered as the tables list them.
  const single = orderedAlong(comparison);
  const styles = seriesStyles(comparison.series);
  const series = comparison.series.flatMap((one, index) => {
    const drawn = regretSeries({ ...one, points: slicePoints(comparison, one) }, styles[index]!, {
      kind,
      single,
    });
    return drawn.points.length > 0 ? [drawn] : [];
  });
  if (series.length === 0) return undefined;
  const unit = kind === 'relative' ? '% of the fixed models’ loss' : 'full loss';
  return plotSvg({
    description: `Full loss above the fixed models’ at each lambda (${unit})`,
    x:
      single === undefined
        ? { title: 'number of the lambda', scale: 'linear' }
        : { title: `lambda (${single})`, scale: 'log' },
    y: {
      title: kind === 'relative' ? 'regret, % of the fixed models’ loss' : 'regret (full loss)',
      scale: 'linear',
    },
    series,
    zeroLine: true,
  });
}

interface Choice {
  kind: RegretKind;
  single: string | undefined;
}

function regretSeries(one: ComparisonSeries, style: SeriesStyle, { kind, single }: Choice): PlotSeries {
  const factor = kind === 'relative' ? 100 : 1;
  const points = one.points.flatMap(({ at, regret }, number): PlotPoint[] => {
    const estimate = regret[kind];
    const x = single === undefined ? number + 1 : parametersAt(at)[single];
    if (estimate.value === null || x === undefined) return [];
    return [
      {
        x,
        y: factor * estimate.value,
        yInterval: scaled(estimate, factor),
        note: noteOf(one.name, at, estimate, factor),
      },
    ];
  });
  return {
    name: one.name,
    style,
    points,
    line: single !== undefined,
    markers: true,
    intervals: single === undefined ? 'whiskers' : 'band',
  };
}

const scaled = ({ interval }: Estimate, factor: number) =>
  interval === null ? undefined : { low: factor * interval.low, high: factor * interval.high };

const noteOf = (name: string, at: Place, estimate: Estimate, factor: number) =>
  `${name}, ${placeLabel(at)}: ${estimateText(estimate, { factor, signed: true })}`;
