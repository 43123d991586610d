import { hypervolume2d } from './hypervolume-2d.ts';

/**
 * The volume that points dominate below the reference point; all axes are costs. Slices along the third axis: between
 * two neighbouring depths the section is the area dominated by the points nearer than that. O(n^2 log n).
 */
export function hypervolume3d(points: readonly (readonly number[])[], reference: readonly number[]): number {
  const floor = reference[2]!;
  const byDepth = points.filter((point) => point[2]! < floor).sort((a, b) => a[2]! - b[2]!);
  let volume = 0;
  byDepth.forEach((point, i) => {
    const next = byDepth[i + 1]?.[2] ?? floor;
    if (next > point[2]!) volume += (next - point[2]!) * hypervolume2d(byDepth.slice(0, i + 1), reference);
  });
  return volume;
}
