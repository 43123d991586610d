/** Curves that others have published, on the axes of a sweep that measures the same. */
import type { SweepComparison, TaskDetail } from '@yoto/core';

type PublishedCurves = TaskDetail['publishedCurves'][number];

export interface PublishedSeries {
  /** Apart from the sweep's own groups, of which one may well have the name of a curve. */
  name: string;
  points: { x: number; y: number }[];
}

/** Those that can be held against a sweep on this data set: some of their curves have both axes. */
export const comparableCurves = (
  published: readonly PublishedCurves[],
  axes: SweepComparison['axes'],
  datasetId: string,
): PublishedCurves[] =>
  published.filter(
    (one) =>
      one.datasets.includes(datasetId) && one.curves.some(({ points }) => placed(points, axes).length > 0),
  );

/** The curves as series; of each the points that have both axes and are near the sweep's own. */
export function publishedSeries(
  published: readonly PublishedCurves[],
  { axes, series }: Pick<SweepComparison, 'axes' | 'series'>,
): PublishedSeries[] {
  const reached = series.flatMap(({ points }) =>
    points.flatMap(({ values }) => values[axes.x.name]?.value ?? []),
  );
  const largest = reached.length > 0 ? Math.max(...reached) : Number.POSITIVE_INFINITY;
  return published.flatMap(({ name, curves }) =>
    curves.flatMap(({ label, points }) => {
      const all = placed(points, axes);
      const near = all.filter(({ x }) => x <= largest + FARTHER * Math.abs(largest));
      return all.length > 0 ? [{ name: `${name}: ${label}`, points: near }] : [];
    }),
  );
}

/** Published rates go on to several times what models are trained for, which would press those together. */
const FARTHER = 0.5;

const placed = (points: PublishedCurves['curves'][number]['points'], { x, y }: SweepComparison['axes']) =>
  points.flatMap((point) => {
    const [across, up] = [point[x.name], point[y.name]];
    return across === undefined || up === undefined ? [] : [{ x: across, y: up }];
  });
