/** Which points of a comparison lie on its slice, as charts draw them. */
import { type ComparisonPoint, type ComparisonSeries, parametersAt, type SweepComparison } from '@yoto/core';

/** Whether points have an order along one parameter, so that a line can join them. */
export const isOrdered = ({ varying, slice }: Pick<SweepComparison, 'varying' | 'slice'>): boolean =>
  varying.length <= 1 || slice.value !== null;

/** The parameter along which they are ordered; undefined where none orders them. */
export const orderedAlong = (comparison: Pick<SweepComparison, 'varying' | 'slice'>): string | undefined =>
  isOrdered(comparison) ? (comparison.slice.value?.along ?? comparison.varying[0]) : undefined;

/** Of a slice its own points only; codecs have no lambda and are always there. */
export function slicePoints(
  { slice }: Pick<SweepComparison, 'slice'>,
  { points }: Pick<ComparisonSeries, 'points'>,
): ComparisonPoint[] {
  const base = Object.entries(slice.value?.base ?? {});
  return points.filter(
    ({ at }) => 'setting' in at || base.every(([name, value]) => parametersAt(at)[name] === value),
  );
}
