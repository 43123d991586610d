/**
 * The area under an interpolated frontier. The plain hypervolume of points grows with their number, as stairs under
 * a curve do; a comparison of eight fixed models with a hundred points of one YOTO model has to use the curve.
 */
import { measured } from '@yoto/core';
import type { CurveFit } from '../curves/curve-fit.ts';
import { fitCurve } from '../curves/fit-curve.ts';
import {
  type Directions,
  type MaybePoint,
  type PlanePoint,
  tradeOffCurve,
} from '../curves/trade-off-curve.ts';

/**
 * The area that the monotone (PCHIP) curve through the non-dominated points dominates below the reference point. The
 * curve is not continued beyond its ends: there the end points dominate their quadrants, as in the plain hypervolume.
 * 0 without a point inside the reference; null where the reference is not finite or the area no number.
 */
export function hypervolumeOfCurve(
  points: readonly MaybePoint[],
  reference: PlanePoint,
  better: Directions,
): number | null {
  if (!Number.isFinite(reference.x) || !Number.isFinite(reference.y)) return null;
  const signX = better.x === 'higher' ? -1 : 1;
  const signY = better.y === 'higher' ? -1 : 1;
  // As costs, ordered by x: y falls.
  const curve = tradeOffCurve(points, better).points.map(({ x, y }) => ({ x: signX * x, y: signY * y }));
  const limit = { x: signX * reference.x, y: signY * reference.y };
  const [first] = curve;
  const last = curve.at(-1);
  if (first === undefined || last === undefined || first.x >= limit.x || last.y >= limit.y) return 0;
  if (curve.length === 1) return measured((limit.x - first.x) * (limit.y - first.y));
  const fit = fitCurve(
    'pchip',
    curve.map(({ x }) => x),
    curve.map(({ y }) => y),
  );
  const start = first.y < limit.y ? first.x : crossing(fit, first.x, last.x, limit.y);
  if (start >= limit.x) return 0;
  return measured(limit.y * (limit.x - start) - fit.integral(start, limit.x));
}

/** Where a falling curve reaches `level`, by bisection to the last bit that matters. */
function crossing(fit: CurveFit, from: number, to: number, level: number): number {
  let [low, high] = [from, to];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (fit.at(middle) > level) low = middle;
    else high = middle;
  }
  return high;
}
