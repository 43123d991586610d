import {
  type ComparisonPoint,
  type ComparisonSeries,
  estimateText,
  placeLabel,
  type SweepComparison,
} from '@yoto/core';
import { isOrdered, type PublishedSeries, slicePoints } from '@yoto/frontier';
import { type Plot, type PlotPoint, type PlotSeries, plotSvg } from './plot.ts';
import { publishedStyle, type SeriesStyle, seriesStyles } from './series-style.ts';

type Axis = SweepComparison['axes']['x'];

/**
 * The trade-off: one loss term against the other, means over seeds with their intervals (paper, figures 2 and 5). `published`:
 * curves of others on the same axes.
 */
export function frontierFigure(
  comparison: SweepComparison,
  published: readonly PublishedSeries[] = [],
): string | undefined {
  const styles = seriesStyles(comparison.series);
  const series = comparison.series.map((one, index) => frontierSeries(one, styles[index]!, comparison));
  if (series.every(({ points }) => points.length === 0)) return undefined;
  const { x, y } = comparison.axes;
  const plot: Plot = {
    description: `${y.label} against ${x.label} of ${series.length} series`,
    x: { title: axisTitle(x) },
    y: { title: axisTitle(y) },
    series: [...published.map(publishedPlot), ...series],
  };
  return plotSvg(plot);
}

const publishedPlot = ({ name, points }: PublishedSeries, index: number): PlotSeries => ({
  ...{ name, points, style: publishedStyle(index) },
  ...{ line: true, markers: true, intervals: 'whiskers' },
});

function frontierSeries(one: ComparisonSeries, style: SeriesStyle, comparison: SweepComparison): PlotSeries {
  const points = slicePoints(comparison, one).flatMap((point) => plotPoint(one, point, comparison));
  return {
    name: one.name,
    style,
    // The single model is one point, however many lambdas it is asked for.
    points: one.method === 'single-model' ? points.slice(0, 1) : points,
    // A codec has one setting, and so an order, however many parameters vary.
    line: one.method === 'codec' || (isOrdered(comparison) && one.method !== 'single-model'),
    markers: true,
    intervals: 'whiskers',
  };
}

function plotPoint(
  { name, method }: ComparisonSeries,
  { at, values }: ComparisonPoint,
  { axes }: SweepComparison,
): PlotPoint[] {
  const [x, y] = [values[axes.x.name], values[axes.y.name]];
  if (!x || !y || x.value === null || y.value === null) return [];
  const about = method === 'single-model' ? 'one model for every lambda' : placeLabel(at);
  return [
    {
      x: x.value,
      y: y.value,
      xInterval: x.interval ?? undefined,
      yInterval: y.interval ?? undefined,
      note: `${name}, ${about}: ${axes.x.label} ${estimateText(x)}, ${axes.y.label} ${estimateText(y)}`,
    },
  ];
}

const axisTitle = ({ label, unit }: Axis): string => (unit === undefined ? label : `${label} (${unit})`);
