/** Where a model is evaluated when nobody says where. */
import { type Lambda, lambdaKey } from '../lambda/lambda.ts';
import { type LambdaDistribution, lambdaRange } from '../lambda/lambda-distribution.ts';
import { weightGridValues } from '../lambda/lambda-grid.ts';

const DEFAULT_EVALUATION_LAMBDAS = 8;

/** One weight: evenly spaced over its range on the log scale. Several: each varied alone about the middle. */
export function spreadOver(distribution: Record<string, LambdaDistribution>): Lambda[] {
  const values = Object.entries(distribution).map(([term, one]) => {
    const { min, max } = lambdaRange(one);
    if (min === max) return { term, grid: [min], middle: min };
    const grid = weightGridValues({ logSpaced: { min, max, count: DEFAULT_EVALUATION_LAMBDAS } });
    return { term, grid, middle: Number(Math.sqrt(min * max).toPrecision(6)) };
  });
  const middle = Object.fromEntries(values.map(({ term, middle }) => [term, middle]));
  return uniqueLambdas(
    values.flatMap(({ term, grid }) => grid.map((value) => ({ ...middle, [term]: value }))),
  );
}

/** Each lambda once, in the order met. */
export function uniqueLambdas(lambdas: readonly Lambda[]): Lambda[] {
  return [...new Map(lambdas.map((lambda) => [lambdaKey(lambda), lambda])).values()];
}
