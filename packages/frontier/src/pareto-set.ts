export type Direction = 'lower' | 'higher';

/**
 * The points that no other point dominates (at least as good on both axes, better on one), ordered by x from best
 * to worst. Both axes are losses unless `better` says otherwise. Equal points are all kept; a point with a value
 * that was not measured is never in the set.
 */
export function paretoSet<P extends { x: number | null; y: number | null }>(
  points: readonly P[],
  better: { x: Direction; y: Direction } = { x: 'lower', y: 'lower' },
): P[] {
  const cost = (value: number, direction: Direction) => (direction === 'lower' ? value : -value);
  const candidates = points
    .flatMap((point) =>
      point.x === null || point.y === null
        ? []
        : [{ point, x: cost(point.x, better.x), y: cost(point.y, better.y) }],
    )
    .sort((a, b) => a.x - b.x || a.y - b.y);

  const kept: typeof candidates = [];
  for (const candidate of candidates) {
    const last = kept.at(-1);
    const repeatsLast = last !== undefined && last.x === candidate.x && last.y === candidate.y;
    // Sorted by x, a point belongs to the set when it lowers y below everything before it.
    if (last === undefined || candidate.y < last.y || repeatsLast) kept.push(candidate);
  }
  return kept.map(({ point }) => point);
}
