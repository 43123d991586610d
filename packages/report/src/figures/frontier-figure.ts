import { lambdaLabel, type SeriesAnalysis, type SweepAnalysis } from '@yoto/core';
import { formatEstimate } from '../numbers.ts';
import { type Plot, type PlotPoint, type PlotSeries, plotSvg } from './plot.ts';
import { seriesStyle } from './series-style.ts';

type Axis = SweepAnalysis['axes']['x'];

/** The trade-off: one loss term against the other, means over seeds with their intervals (paper, figures 2 and 5). */
export function frontierFigure(analysis: SweepAnalysis): string | undefined {
  const series = analysis.series.map((one, index) => frontierSeries(one, index, analysis));
  if (series.every(({ points }) => points.length === 0)) return undefined;
  const { x, y } = analysis.axes;
  const plot: Plot = {
    description: `${y.label} against ${x.label} of ${series.length} series`,
    x: { title: axisTitle(x) },
    y: { title: axisTitle(y) },
    series,
  };
  return plotSvg(plot);
}

function frontierSeries(one: SeriesAnalysis, index: number, { axes, terms }: SweepAnalysis): PlotSeries {
  const points = one.bands.flatMap(({ lambda, x, y }): PlotPoint[] => {
    if (x.value === null || y.value === null) return [];
    const about = one.method === 'single-model' ? 'one model for every lambda' : lambdaLabel(lambda);
    const values = `${axes.x.label} ${formatEstimate(x)}, ${axes.y.label} ${formatEstimate(y)}`;
    return [
      {
        x: x.value,
        y: y.value,
        xInterval: x.interval ?? undefined,
        yInterval: y.interval ?? undefined,
        note: `${one.name}, ${about}: ${values}`,
      },
    ];
  });
  return {
    name: one.name,
    style: seriesStyle(one.method, index),
    // The single model is one point, however many lambdas it is asked for.
    points: one.method === 'single-model' ? points.slice(0, 1) : points,
    // A reference has one setting, and so an order, however many weights vary.
    line: one.method === 'reference' || (terms.length === 1 && one.method !== 'single-model'),
    markers: true,
    intervals: 'whiskers',
  };
}

const axisTitle = ({ label, unit }: Axis): string => (unit === undefined ? label : `${label} (${unit})`);
