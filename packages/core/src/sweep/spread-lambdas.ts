/** Where a model is evaluated when nobody says where. */
import { type Lambda, uniqueLambdas } from '../lambda/lambda.ts';
import { type LambdaDistribution, lambdaRange } from '../lambda/lambda-distribution.ts';
import { weightGridValues } from '../lambda/lambda-grid.ts';
import type { LambdaVariable } from '../lambda/lambda-variable.ts';

const DEFAULT_EVALUATION_LAMBDAS = 8;

/**
 * One variable: evenly spaced over what it is drawn from, on its own scale. Several: each varied alone about the task's
 * default, or about the middle where there is none in the range.
 */
export function spreadOver(
  distribution: Readonly<Record<string, LambdaDistribution>>,
  variables: readonly LambdaVariable[],
): Lambda[] {
  const values = Object.entries(distribution).map(([name, one]) => {
    const range = lambdaRange(one);
    if (range.min === range.max) return { name, grid: [range.min], middle: range.min };
    const variable = variables.find((candidate) => candidate.name === name);
    const isLinear = variable?.scale === 'linear' || range.min === 0;
    const spacing = { ...range, count: DEFAULT_EVALUATION_LAMBDAS };
    const grid = weightGridValues(isLinear ? { linSpaced: spacing } : { logSpaced: spacing });
    return { name, grid, middle: middleOf(range, variable?.default, isLinear) };
  });
  const middle = Object.fromEntries(values.map(({ name, middle }) => [name, middle]));
  return uniqueLambdas(
    values.flatMap(({ name, grid }) => grid.map((value) => ({ ...middle, [name]: value }))),
  );
}

function middleOf(
  { min, max }: { min: number; max: number },
  preferred: number | undefined,
  isLinear: boolean,
): number {
  if (preferred !== undefined && preferred >= min && preferred <= max) return preferred;
  return Number((isLinear ? (min + max) / 2 : Math.sqrt(min * max)).toPrecision(6));
}
