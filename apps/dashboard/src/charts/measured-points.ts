/** The points of a comparison as charts draw them: those of the slice, with their values on the axes. */
import type { ComparisonPoint, Estimate, SweepComparison } from '@yoto/core';

/** Whether no model is left there: all of its seeds diverged. */
export const isDiverged = ({ seeds, diverged }: ComparisonPoint): boolean => seeds === 0 && diverged > 0;

export interface PlacedEstimates {
  x: Estimate & { value: number };
  y: Estimate & { value: number };
}

/** Both values on the axes, where both were measured. */
export function placedOn(
  { axes }: SweepComparison,
  { values }: ComparisonPoint,
): PlacedEstimates | undefined {
  const [x, y] = [values[axes.x.name], values[axes.y.name]];
  return isMeasured(x) && isMeasured(y) ? { x, y } : undefined;
}

const isMeasured = (estimate: Estimate | undefined): estimate is Estimate & { value: number } =>
  estimate !== undefined && estimate.value !== null;

/** What the whiskers (or bands) of a chart mean, or why there are none. */
export function intervalHint({ series, bootstrap }: SweepComparison, shape: 'whiskers' | 'bands'): string {
  const most = Math.max(0, ...series.map(({ seeds }) => seeds.length));
  if (most === 0) return '';
  if (most === 1) return 'one seed, so no intervals';
  if (!bootstrap) return 'intervals are being estimated';
  return `${shape}: ${Math.round(100 * bootstrap.level)} % intervals over seeds`;
}
