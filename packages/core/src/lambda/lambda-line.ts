/** The lambdas that lie on a line: those that differ in one parameter, with all others held at a base. */
import type { Lambda } from './lambda.ts';
import { usualValue, varyingParameters } from './lambda-distance.ts';

export interface LambdaLine {
  /** The parameter that varies along it. */
  along: string;
  /** What the other varying parameters are held at. */
  base: Lambda;
  /** Of the parameter, ascending. */
  values: number[];
}

/**
 * The line along one parameter through `lambdas`, some of which lie on it. What `base` leaves out is held at its usual
 * value: the task's default where that is among the lambdas.
 */
export function lambdaLine(
  lambdas: readonly Lambda[],
  along: string,
  { base: asked = {}, defaultLambda = {} }: { base?: Lambda; defaultLambda?: Lambda | undefined } = {},
): LambdaLine {
  const base = Object.fromEntries(
    varyingParameters(lambdas)
      .filter((name) => name !== along)
      .map((name) => {
        const values = lambdas.flatMap((lambda) => lambda[name] ?? []);
        return [name, asked[name] ?? usualValue(values, defaultLambda[name])];
      }),
  );
  const values = lambdas.flatMap((lambda) => (isOnLine(lambda, base) ? (lambda[along] ?? []) : []));
  return { along, base, values: [...new Set(values)].sort((a, b) => a - b) };
}

export const isOnLine = (lambda: Lambda, base: Lambda): boolean =>
  Object.entries(base).every(([name, value]) => lambda[name] === value);
