/** Where the sliders of a series stop: one slider per parameter that varies among its points. Pure. */
import { nearestLambda, type Place, parametersAt, varyingParameters } from '@yoto/core';

/** A slider and the values at which it stops, ascending. */
export interface Slider {
  parameter: string;
  values: number[];
}

/** One slider per varying parameter; where none varies one that cannot be moved. */
export function slidersOf(points: readonly { at: Place }[]): Slider[] {
  const places = points.map(({ at }) => parametersAt(at));
  const varying = varyingParameters(places);
  const parameters = varying.length > 0 ? varying : Object.keys(places[0] ?? {}).slice(0, 1);
  return parameters.map((parameter) => {
    const values = places.flatMap((place) => place[parameter] ?? []);
    return { parameter, values: [...new Set(values)].sort((a, b) => a - b) };
  });
}

/**
 * Where one slider moves from a point: of the points with its new value the one nearest in all other parameters. Off a
 * grid the other sliders follow to where that point is.
 */
export function movedPoint<P extends { at: Place }>(
  points: readonly P[],
  from: P,
  parameter: string,
  value: number,
): P | undefined {
  const candidates = points.filter(({ at }) => parametersAt(at)[parameter] === value);
  return nearestLambda(candidates, { ...parametersAt(from.at), [parameter]: value }, ({ at }) =>
    parametersAt(at),
  );
}

/** The points one stop away, along every slider. */
export function neighboursOf<P extends { at: Place }>(points: readonly P[], from: P): P[] {
  return slidersOf(points).flatMap(({ parameter, values }) => {
    const at = values.indexOf(parametersAt(from.at)[parameter] ?? Number.NaN);
    return [values[at - 1], values[at + 1]].flatMap((value) =>
      at < 0 || value === undefined ? [] : (movedPoint(points, from, parameter, value) ?? []),
    );
  });
}
