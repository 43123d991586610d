import { measured } from '@yoto/core';
import type { Direction } from '../pareto-set.ts';
import { hypervolume2d } from './hypervolume-2d.ts';
import { hypervolume3d } from './hypervolume-3d.ts';
import { wfgHypervolume } from './wfg.ts';

/**
 * The exact volume of what points dominate, bounded by a reference point (E. Zitzler and L. Thiele, PPSN 1998).
 * `better` gives each axis's direction. Points with a value that was not measured, and points that are not better
 * than the reference on every axis, add nothing. Null where the reference has a value that is not finite, or where
 * the volume is too large for a number.
 */
export function hypervolume(
  points: readonly (readonly (number | null)[])[],
  reference: readonly number[],
  better: readonly Direction[],
): number | null {
  if (reference.length === 0 || !reference.every(Number.isFinite)) return null;
  const toCosts = (values: readonly number[]) =>
    values.map((value, axis) => (better[axis] === 'higher' ? -value : value));
  const limit = toCosts(reference);
  const costs = points
    .filter((point): point is number[] => point.every(Number.isFinite))
    .map(toCosts)
    .filter((point) => point.every((value, axis) => value < limit[axis]!));
  if (limit.length === 1)
    return measured(costs.reduce((most, [value]) => Math.max(most, limit[0]! - value!), 0));
  if (limit.length === 2) return measured(hypervolume2d(costs, limit));
  if (limit.length === 3) return measured(hypervolume3d(costs, limit));
  return measured(wfgHypervolume(costs, limit));
}
