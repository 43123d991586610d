import { type Coverage, measured } from '@yoto/core';
import { type Directions, tradeOffCurve } from '../curves/trade-off-curve.ts';
import type { PlacedPoint } from '../hypervolume/hypervolumes-at-matched-lambdas.ts';
import { lambdaNeighbours } from './lambda-neighbours.ts';

/** The ranges over all compared series, which make steps comparable between series and axes. */
export interface CoverageScale {
  xScale: 'log' | 'linear';
  x: { least: number; range: number };
  y: { least: number; range: number };
}

const MOST_GAPS = 3;
/** Neighbours nearer than this share of the ranges count as one point of the curve. */
const STILL = 1e-3;

/** Logarithmic in x where all of it is positive (rates and divergences span decades), linear otherwise. */
export function coverageScale(points: readonly PlacedPoint[]): CoverageScale {
  const xs = points.map(({ x }) => x).filter((x) => x !== null);
  const ys = points.map(({ y }) => y).filter((y) => y !== null);
  const xScale = xs.every((x) => x > 0) ? 'log' : 'linear';
  return { xScale, x: extent(xScale === 'log' ? xs.map(Math.log) : xs), y: extent(ys) };
}

/**
 * How well a series covers its frontier: the largest steps along x between neighbours of its non-dominated points,
 * and the neighbouring places (one parameter apart) between which it hardly moves on either axis. `parameters`: those
 * that vary.
 */
export function coverageOf(
  points: readonly PlacedPoint[],
  scale: CoverageScale,
  better: Directions,
  parameters: readonly string[],
): Coverage {
  const along = (x: number) =>
    ((scale.xScale === 'log' ? Math.log(x) : x) - scale.x.least) / (scale.x.range || 1);
  const up = (y: number) => (y - scale.y.least) / (scale.y.range || 1);
  const curve = tradeOffCurve(points, better).points;
  const gaps = curve
    .slice(1)
    .map((to, i) => ({
      from: curve[i]!.at,
      to: to.at,
      size: Math.abs(along(to.x) - along(curve[i]!.x)),
    }))
    // Values at the ends of floating point have no finite range to be a share of.
    .filter(({ size }) => Number.isFinite(size))
    .sort((a, b) => b.size - a.size);
  const first = curve[0];
  const last = curve.at(-1);
  const span = first && last ? measured(Math.abs(along(last.x) - along(first.x))) : null;
  const still = lambdaNeighbours(points, parameters).flatMap(({ from, to }) => {
    if (from.x === null || to.x === null || from.y === null || to.y === null) return [];
    const distance = Math.hypot(along(to.x) - along(from.x), up(to.y) - up(from.y));
    return distance < STILL ? [{ from: from.at, to: to.at, distance }] : [];
  });
  return {
    xScale: scale.xScale,
    span,
    gaps: gaps.slice(0, MOST_GAPS),
    evenGap: span !== null && gaps.length > 0 ? span / gaps.length : null,
    still,
  };
}

function extent(values: readonly number[]): { least: number; range: number } {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return values.length === 0 ? { least: 0, range: 0 } : { least, range: most - least };
}
