/** Where the sliders of a series stop: one slider per parameter that varies among its points. Pure. */
import { type Lambda, nearestLambda, varyingParameters } from '@yoto/core';

/** A slider and the values at which it stops, ascending. */
export interface Slider {
  parameter: string;
  values: number[];
}

/** One slider per varying parameter; where none varies one that cannot be moved. */
export function slidersOf(points: readonly { lambda: Lambda }[]): Slider[] {
  const lambdas = points.map(({ lambda }) => lambda);
  const varying = varyingParameters(lambdas);
  const parameters = varying.length > 0 ? varying : Object.keys(lambdas[0] ?? {}).slice(0, 1);
  return parameters.map((parameter) => {
    const values = lambdas.flatMap((lambda) => lambda[parameter] ?? []);
    return { parameter, values: [...new Set(values)].sort((a, b) => a - b) };
  });
}

/**
 * Where one slider moves from a point: of the points with its new value the one nearest in all other parameters. Off a
 * grid the other sliders follow to where that point is.
 */
export function movedPoint<P extends { lambda: Lambda }>(
  points: readonly P[],
  from: P,
  parameter: string,
  value: number,
): P | undefined {
  const candidates = points.filter(({ lambda }) => lambda[parameter] === value);
  return nearestLambda(candidates, { ...from.lambda, [parameter]: value }, ({ lambda }) => lambda);
}

/** The points one stop away, along every slider. */
export function neighboursOf<P extends { lambda: Lambda }>(points: readonly P[], from: P): P[] {
  return slidersOf(points).flatMap(({ parameter, values }) => {
    const at = values.indexOf(from.lambda[parameter] ?? Number.NaN);
    return [values[at - 1], values[at + 1]].flatMap((value) =>
      at < 0 || value === undefined ? [] : (movedPoint(points, from, parameter, value) ?? []),
    );
  });
}
