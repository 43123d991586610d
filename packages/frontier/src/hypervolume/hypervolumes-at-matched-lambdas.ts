import { type Place, placeKey } from '@yoto/core';
import type { Directions, MaybePoint, PlanePoint } from '../curves/trade-off-curve.ts';
import { hypervolume } from './hypervolume.ts';

export type PlacedPoint = MaybePoint & { at: Place };

/**
 * The plain hypervolumes of two or more series of points, each taken only at the lambdas at which every series was
 * measured, so that no series gains from having more points. `lambdas` says how many those are.
 */
export function hypervolumesAtMatchedLambdas(
  series: readonly (readonly PlacedPoint[])[],
  reference: PlanePoint,
  better: Directions,
): { lambdas: number; values: (number | null)[] } {
  const matched = matchedLambdas(series);
  const values = series.map((points) =>
    hypervolume(
      points.filter(({ at }) => matched.has(placeKey(at))).map(({ x, y }) => [x, y]),
      [reference.x, reference.y],
      [better.x, better.y],
    ),
  );
  return { lambdas: matched.size, values };
}

/** The keys of the lambdas at which every series has a measured point. */
export function matchedLambdas(series: readonly (readonly PlacedPoint[])[]): Set<string> {
  const keys = series.map(
    (points) =>
      new Set(
        points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)).map(({ at }) => placeKey(at)),
      ),
  );
  const [first, ...others] = keys;
  return new Set([...(first ?? [])].filter((key) => others.every((other) => other.has(key))));
}
