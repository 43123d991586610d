/** A point of a chart with what its tooltip says and how far it may be off. */
import type { Lambda } from '@yoto/core';
import type { ChartConfiguration, ChartDataset } from 'chart.js';

/** How far a value may be off. */
export interface Range {
  low: number;
  high: number;
}

export interface ChartPoint {
  x: number;
  y: number;
  /** What is drawn around the point; absent with one seed. */
  xRange?: Range | undefined;
  yRange?: Range | undefined;
  /** Lines of the tooltip. */
  note: string[];
  /** Where the point is, for what follows the pointer. */
  lambda?: Lambda | undefined;
  /** The jobs whose models are there: a click leads to them. */
  jobs?: readonly JobLink[] | undefined;
}

export interface JobLink {
  id: string;
  /** What tells it from the others of the point, e.g. its seed. */
  label: string;
}

/** Where a line breaks off: what would be there has no value. */
export const GAP: ChartPoint = { x: Number.NaN, y: Number.NaN, note: [] };

export const isGap = ({ y }: ChartPoint): boolean => Number.isNaN(y);

export type LineChart = ChartConfiguration<'line', ChartPoint[]>;
/**
 * Horizontal bars: `x` is a value, `y` the index of a label. Typed as a line, of which it uses what both have: to
 * Chart.js's types the options of two kinds have nothing in common.
 */
export type BarChart = Omit<LineChart, 'type'> & { type: 'bar' };
export type LineDataset = ChartDataset<'line', ChartPoint[]> & {
  /** How ranges are drawn: as whiskers unless a band is asked for, which takes points in order of x. */
  ranges?: 'band' | 'whiskers';
  /** Steps at which a value is no number that an axis can show. */
  unshowable?: readonly number[];
};

/** From the lowest to the highest end of all ranges in one direction; undefined without points. */
export function reachOf(datasets: readonly { data: ChartPoint[] }[], axis: 'x' | 'y') {
  const ends = datasets.flatMap(({ data }) =>
    data
      .filter((point) => !isGap(point))
      .flatMap((point) => {
        const range = axis === 'x' ? point.xRange : point.yRange;
        return [point[axis], ...(range ? [range.low, range.high] : [])];
      }),
  );
  if (ends.length === 0) return undefined;
  return { suggestedMin: Math.min(...ends), suggestedMax: Math.max(...ends) };
}
