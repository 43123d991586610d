/** A point of a chart with what its tooltip says and how far its whiskers reach. */
import type { ChartConfiguration, ChartDataset } from 'chart.js';

export interface ChartPoint {
  x: number;
  y: number;
  /** Standard deviations over seeds; null or absent with one seed. */
  xDeviation?: number | null;
  yDeviation?: number | null;
  /** Lines of the tooltip. */
  note: string[];
}

export type LineChart = ChartConfiguration<'line', ChartPoint[]>;
export type LineDataset = ChartDataset<'line', ChartPoint[]>;

/** From the lowest to the highest end of all whiskers in one direction; undefined without points. */
export function reachOf(datasets: readonly LineDataset[], axis: 'x' | 'y') {
  const ends = datasets.flatMap(({ data }) =>
    data.flatMap((point) => {
      const deviation = (axis === 'x' ? point.xDeviation : point.yDeviation) ?? 0;
      return [point[axis] - deviation, point[axis] + deviation];
    }),
  );
  if (ends.length === 0) return undefined;
  return { suggestedMin: Math.min(...ends), suggestedMax: Math.max(...ends) };
}
