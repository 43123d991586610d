/**
 * The exact hypervolume in any number of dimensions by the WFG algorithm: L. While, L. Bradstreet and L. Barone,
 * "A fast way of calculating exact hypervolumes", IEEE Trans. Evolutionary Computation 16(1), 2012.
 */
import { hypervolume2d } from './hypervolume-2d.ts';

/**
 * The volume that points dominate below `reference` (two or more axes, all costs). Each point adds what it dominates
 * alone: its box less the part that the points after it dominate too. As the points after it are better on the last
 * axis, that axis is the same for all of that part, and the problem loses a dimension ("slicing").
 * Exponential in the dimensions at worst: meant for a few dozen points.
 */
export function wfgHypervolume(points: readonly (readonly number[])[], reference: readonly number[]): number {
  const dimensions = reference.length;
  if (dimensions === 2) return hypervolume2d(points, reference);
  const inside = points.filter((point) => point.every((value, axis) => value < reference[axis]!));
  const sorted = inside.sort((a, b) => b.at(-1)! - a.at(-1)!).map((point) => point.slice(0, -1));
  const depths = inside.map((point) => reference.at(-1)! - point.at(-1)!);
  const section = reference.slice(0, -1);
  let volume = 0;
  sorted.forEach((point, i) => {
    const box = point.reduce((product, value, axis) => product * (section[axis]! - value), 1);
    // The others can only take away within this point's box: no better than it on any axis.
    const limited = sorted
      .slice(i + 1)
      .map((other) => other.map((value, axis) => Math.max(value, point[axis]!)));
    volume += depths[i]! * (box - wfgHypervolume(nonDominated(limited), section));
  });
  return volume;
}

/** Without the points that another one makes superfluous; of equal points the first stays. */
function nonDominated(points: readonly number[][]): number[][] {
  const covers = (a: readonly number[], b: readonly number[]) => a.every((value, axis) => value <= b[axis]!);
  return points.filter(
    (point, i) =>
      !points.some((other, j) => j !== i && covers(other, point) && (j < i || !covers(point, other))),
  );
}
