import type { ComparisonSeries, SweepComparison } from '@yoto/core';
import { type PlotPoint, type PlotSeries, plotSvg } from './plot.ts';
import { type SeriesStyle, seriesStyles } from './series-style.ts';

/** Far enough beyond the last break-even to see both sides of it. */
const BEYOND_BREAK_EVEN = 1.6;
const FEWEST_LAMBDAS = 8;

/**
 * Device time of a curve against the number of its lambdas: a grid trains a model for each, a conditioned model is
 * trained once. Where the lines cross is the break-even.
 */
export function costFigure({ series, breakEven, anchor }: SweepComparison): string | undefined {
  const crossings = breakEven.flatMap(({ lambdas }) => (lambdas.value === null ? [] : [lambdas.value]));
  if (crossings.length === 0) return undefined;
  const most = Math.max(FEWEST_LAMBDAS, Math.ceil(BEYOND_BREAK_EVEN * Math.max(...crossings)));
  const styles = seriesStyles(series);
  const drawn = series.flatMap((one, index) => {
    const isGrid = one.name === anchor.value;
    if (!isGrid && one.method !== 'yoto') return [];
    return costSeries(one, styles[index]!, isGrid, most);
  });
  return plotSvg({
    description: 'Device time of a curve against the number of its lambdas',
    x: { title: 'lambdas of the curve', scale: 'linear' },
    y: { title: 'device time of one seed (s)', scale: 'linear' },
    series: drawn,
  });
}

function costSeries(one: ComparisonSeries, style: SeriesStyle, isGrid: boolean, most: number): PlotSeries[] {
  const { value, interval } = one.cost.jobSeconds;
  if (value === null) return [];
  const points = [1, most].map((lambdas): PlotPoint => {
    const jobs = isGrid ? lambdas : 1;
    const band = interval && { low: jobs * interval.low, high: jobs * interval.high };
    return { x: lambdas, y: jobs * value, yInterval: band ?? undefined };
  });
  return [{ name: one.name, style, points, line: true, markers: false, intervals: 'band' }];
}
