/** What a chart of curves does not show as it is: points that stand for several, and values that are no numbers. */
import { formatCount, formatPlural } from '../format/numbers.ts';
import type { Curve } from './curves-chart.ts';

export function curveNotes(curves: readonly Curve[]): string[] {
  return [thinningNote(curves), unshowableNote(curves)].filter((note) => note !== undefined);
}

function thinningNote(curves: readonly Curve[]): string | undefined {
  const thinned = curves.flatMap(({ summary }) => summary?.bucketSteps ?? []);
  if (thinned.length === 0) return undefined;
  const [least, most] = [Math.min(...thinned), Math.max(...thinned)];
  const steps = least === most ? formatCount(most) : `${formatCount(least)} to ${formatCount(most)}`;
  const points = curves.reduce((sum, { summary }) => sum + (summary?.points ?? 0), 0);
  return `Each point is the mean of ${steps} steps, the band their least and greatest value (${formatPlural(points, 'point')} in all). Zoom in for all points.`;
}

function unshowableNote(curves: readonly Curve[]): string | undefined {
  const lost = curves.flatMap(({ points }) =>
    points.flatMap(({ step, value, bucket }) => {
      const count = bucket ? bucket.nonFinite : Number(typeof value !== 'number');
      return count > 0 ? [{ count, step: bucket?.firstStep ?? step }] : [];
    }),
  );
  if (lost.length === 0) return undefined;
  const count = lost.reduce((sum, one) => sum + one.count, 0);
  const first = Math.min(...lost.map(({ step }) => step));
  return `Crosses at the upper edge: ${formatPlural(count, 'value')} ${count === 1 ? 'is' : 'are'} NaN or infinite, from step ${formatCount(first)} on.`;
}
