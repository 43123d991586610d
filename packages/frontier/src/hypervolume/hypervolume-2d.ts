/**
 * The area that points dominate below the reference point; both axes are costs. Points that are not better than the
 * reference on both axes add nothing. One sweep along the first axis, O(n log n).
 */
export function hypervolume2d(points: readonly (readonly number[])[], reference: readonly number[]): number {
  const [limit, ceiling] = reference as [number, number];
  let area = 0;
  let lowest = ceiling;
  for (const [x, y] of points.toSorted((a, b) => a[0]! - b[0]!) as [number, number][]) {
    if (x >= limit) break;
    if (y >= lowest) continue;
    area += (limit - x) * (lowest - y);
    lowest = y;
  }
  return area;
}
