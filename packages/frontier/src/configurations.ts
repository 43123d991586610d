/**
 * The lambdas of a sweep over several parameters as a list of configurations that people can read: in order, and each named
 * by what differs from a base (paper, figure 6a).
 */
import {
  type ComparisonPoint,
  type ComparisonSeries,
  comparePlaces,
  formatExact,
  type Lambda,
  lambdaKey,
  placeKey,
  type SweepComparison,
  usualValue,
} from '@yoto/core';

export interface Configuration {
  lambda: Lambda;
  /** e.g. `content ×10`, or `kl 4` and `tv 2`; empty for the base itself. */
  differences: string[];
}

export interface Configurations {
  /** What names leave out: of every varying parameter its usual value. */
  base: Lambda;
  list: Configuration[];
}

/** What a configuration is called that differs in nothing. */
export const BASE_NAME = 'as the base';

/**
 * The lambdas at which some series has such a number. Where each differs from the base in one parameter at most, they come
 * parameter by parameter after the base, and factors that are whole numbers are said as such; else they are in the order of
 * the parameters. `defaultLambda`: the task's.
 */
export function configurationsOf(
  comparison: Pick<SweepComparison, 'series' | 'varying'>,
  numberOf: (point: ComparisonPoint) => number | null,
  defaultLambda?: Lambda,
): Configurations {
  const { series, varying } = comparison;
  const places = series.flatMap(({ points }) =>
    points.flatMap((point) => ('lambda' in point.at && numberOf(point) !== null ? [point.at] : [])),
  );
  const distinct = [...new Map(places.map((at) => [placeKey(at), at])).values()];
  const lambdas = distinct.sort((a, b) => comparePlaces(a, b, varying)).map(({ lambda }) => lambda);
  const base = Object.fromEntries(
    varying.map((name) => {
      const values = lambdas.flatMap((lambda) => lambda[name] ?? []);
      return [name, usualValue(values, defaultLambda?.[name])];
    }),
  );
  const changed = (lambda: Lambda) => varying.filter((name) => lambda[name] !== base[name]);
  const oneAtATime = varying.length > 1 && lambdas.every((lambda) => changed(lambda).length <= 1);
  // Sorting is stable: the values of one parameter stay in order.
  const rank = (lambda: Lambda) => varying.indexOf(changed(lambda)[0] ?? '');
  return {
    base,
    list: (oneAtATime ? lambdas.toSorted((a, b) => rank(a) - rank(b)) : lambdas).map((lambda) => ({
      lambda,
      differences: changed(lambda).map((name) => {
        const [value, usual] = [lambda[name] ?? 0, base[name] ?? 0];
        return `${name} ${(oneAtATime && factorText(value / usual)) || formatExact(value)}`;
      }),
    })),
  };
}

/** The point of a series at a lambda, where it has one. */
export const pointAt = (
  { points }: Pick<ComparisonSeries, 'points'>,
  lambda: Lambda,
): ComparisonPoint | undefined =>
  points.find(({ at }) => 'lambda' in at && lambdaKey(at.lambda) === lambdaKey(lambda));

/** `×10`, `÷10`; undefined for a ratio that is no whole number either way. */
function factorText(ratio: number): string | undefined {
  for (const [sign, factor] of [
    ['×', ratio],
    ['÷', 1 / ratio],
  ] as const) {
    const whole = Math.round(factor);
    if (whole > 1 && Number.isFinite(factor) && Math.abs(factor / whole - 1) < ROUNDING)
      return `${sign}${formatExact(whole)}`;
  }
  return undefined;
}

/** 0.001 / 0.01 is not exactly 0.1. */
const ROUNDING = 1e-9;
