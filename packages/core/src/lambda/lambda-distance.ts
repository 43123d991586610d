/** Which lambdas are near each other: the one distance by which models are matched and pictures are chosen. */
import type { Lambda } from './lambda.ts';

export type LambdaDistance = (one: Lambda, other: Lambda) => number;

/**
 * The distance between any two of `lambdas`, squared. Each parameter has one scale for all of them: logarithmic, or
 * linear where some value is 0 or `linear` names it. Differences are shares of the parameter's range, so that
 * parameters of different scales or units count alike; what a lambda leaves out is 0.
 */
export function lambdaDistance(
  lambdas: readonly Lambda[],
  linear: ReadonlySet<string> = new Set(),
): LambdaDistance {
  const parameters = varyingParameters(lambdas).map((name) => {
    const values = lambdas.map((lambda) => lambda[name] ?? 0);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const isLog = least > 0 && !linear.has(name);
    const range = isLog ? Math.log(most / least) : most - least;
    // Of the quotient, so that twice as much is exactly as far as half as much.
    return (a: Lambda, b: Lambda) => {
      const [from, to] = [a[name] ?? 0, b[name] ?? 0];
      return (isLog ? Math.log(to / from) : to - from) / (range || 1);
    };
  });
  return (one, other) => parameters.reduce((sum, differ) => sum + differ(one, other) ** 2, 0);
}

/** The parameters that take more than one value, in the order in which lambdas name them. */
export function varyingParameters(lambdas: readonly Lambda[]): string[] {
  const names = new Set(lambdas.flatMap(Object.keys));
  return [...names].filter((name) => lambdas.some((lambda) => lambda[name] !== lambdas[0]?.[name]));
}

/** The item whose lambda is nearest to `target`, of equally near ones the first; undefined without items. */
export function nearestLambda<T>(
  items: readonly T[],
  target: Lambda,
  lambdaOf: (item: T) => Lambda,
): T | undefined {
  const distance = lambdaDistance([target, ...items.map(lambdaOf)]);
  let nearest: { item: T; to: number } | undefined;
  for (const item of items) {
    const to = distance(lambdaOf(item), target);
    if (!nearest || to < nearest.to) nearest = { item, to };
  }
  return nearest?.item;
}

/**
 * At most `most` (2 or more) of the lambdas, spread as widely as their distances allow, in the order given: first the
 * one farthest from all others, then always the one farthest from those chosen.
 */
export function spreadLambdas(lambdas: readonly Lambda[], most: number): Lambda[] {
  if (lambdas.length <= most) return [...lambdas];
  const distance = lambdaDistance(lambdas);
  const fromAll = lambdas.map((one) => lambdas.reduce((sum, other) => sum + distance(one, other), 0));
  const chosen = [indexOfLargest(fromAll)];
  const toChosen = lambdas.map(() => Number.POSITIVE_INFINITY);
  while (chosen.length < most) {
    const last = lambdas[chosen.at(-1) as number] as Lambda;
    for (const [index, lambda] of lambdas.entries())
      toChosen[index] = Math.min(toChosen[index] as number, distance(lambda, last));
    chosen.push(indexOfLargest(toChosen));
  }
  return chosen.sort((a, b) => a - b).map((index) => lambdas[index] as Lambda);
}

/** The first of equals. */
const indexOfLargest = (values: readonly number[]): number => values.indexOf(Math.max(...values));

/**
 * What a parameter is held at where nothing is said: its default if that is among the values, else the most frequent
 * value, of equally frequent ones the first; 0 without values.
 */
export function usualValue(values: readonly number[], defaultValue?: number): number {
  if (defaultValue !== undefined && values.includes(defaultValue)) return defaultValue;
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), [values[0] ?? 0, 0])[0];
}
