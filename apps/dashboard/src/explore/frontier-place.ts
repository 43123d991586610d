/** Where a model stands on its own frontier at any lambda, between those that were measured. Pure. */
import {
  type EvaluationPoint,
  type Lambda,
  lambdaKey,
  measuredParts,
  nearestLambda,
  varyingParameters,
} from '@yoto/core';

export interface FrontierPlace {
  x: number;
  y: number;
  /** The lambdas that it is interpolated between; the nearest one where that was not possible. */
  between: Lambda[];
  /** Whether it was measured at exactly this lambda. */
  isMeasured: boolean;
}

interface Axes {
  x: string;
  y: string;
  sums: readonly { name: string; terms: readonly string[] }[];
}

interface Measured {
  lambda: Lambda;
  x: number;
  y: number;
}

/**
 * Interpolated along the logarithm of a weight where lambdas were measured on both sides of it that agree in all others; else
 * the nearest that was measured. Undefined without finite measurements.
 */
export function frontierPlace(
  points: readonly EvaluationPoint[],
  lambda: Lambda,
  axes: Axes,
): FrontierPlace | undefined {
  const measured = lastMeasured(points, axes);
  const nearest = nearestLambda(measured, lambda, (point) => point.lambda);
  if (!nearest) return undefined;
  const isMeasured = lambdaKey(nearest.lambda) === lambdaKey(lambda);
  const single = { x: nearest.x, y: nearest.y, between: [nearest.lambda], isMeasured };
  if (isMeasured) return single;
  const names = varyingParameters(measured.map((point) => point.lambda));
  for (const name of names) {
    const place = placeAlong(name, measured, lambda);
    if (place) return place;
  }
  return single;
}

/** Between the measured neighbours along one weight; undefined unless there are two. */
function placeAlong(name: string, measured: readonly Measured[], lambda: Lambda): FrontierPlace | undefined {
  const at = lambda[name] ?? 0;
  const line = measured
    .filter((point) => lambdaKey({ ...point.lambda, [name]: at }) === lambdaKey({ ...lambda, [name]: at }))
    .toSorted((a, b) => (a.lambda[name] ?? 0) - (b.lambda[name] ?? 0));
  const after = line.findIndex((point) => (point.lambda[name] ?? 0) >= at);
  const [low, high] = [line[after - 1], line[after]];
  if (!low || !high) return undefined;
  const [from, to] = [low.lambda[name] ?? 0, high.lambda[name] ?? 0];
  const share = from > 0 ? Math.log(at / from) / Math.log(to / from) : (at - from) / (to - from);
  const mix = (a: number, b: number) => a + share * (b - a);
  return {
    ...{ x: mix(low.x, high.x), y: mix(low.y, high.y) },
    ...{ between: [low.lambda, high.lambda], isMeasured: false },
  };
}

/** At the last step that was evaluated. */
function lastMeasured(points: readonly EvaluationPoint[], axes: Axes): Measured[] {
  const step = Math.max(0, ...points.map((point) => point.step));
  return points.flatMap((point) => {
    if (!('lambda' in point) || point.step !== step) return [];
    const [x, y] = [valueIn(point, axes.x, axes), valueIn(point, axes.y, axes)];
    return Number.isFinite(x) && Number.isFinite(y) ? [{ lambda: point.lambda, x, y }] : [];
  });
}

/** NaN where a part is missing or no number. */
function valueIn({ losses, metrics }: EvaluationPoint, name: string, axes: Axes): number {
  const values: Record<string, unknown> = { ...losses, ...metrics };
  return measuredParts(axes, name).reduce((sum, part) => {
    const value = values[part];
    return typeof value === 'number' ? sum + value : Number.NaN;
  }, 0);
}
