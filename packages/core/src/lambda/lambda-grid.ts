/** The lambdas of a fixed-weight group, or those a model is evaluated at: listed, or made by a rule. */
import { z } from 'zod';
import { Lambda, LogWeight, MAX_LAMBDAS, MAX_WEIGHT, Weight, withoutRepetition } from './lambda.ts';
import { isLambdaSet, LAMBDA_SETS, lambdaSetSize, lambdaSetValues } from './lambda-set.ts';
import type { LambdaVariable } from './lambda-variable.ts';

/** Significant digits of spaced values between the ends, so that they can be typed and compared. */
const DIGITS = 6;
/** Significant digits of powers: all that are exact, without those that rounding adds (1e-5, not 9.999999999999999e-6). */
const POWER_DIGITS = 15;

const spacing = (Value: typeof Weight, valuesOf: (spacing: Spacing) => number[]) =>
  z
    .strictObject({ min: Value, max: Value, count: z.int().min(2).max(MAX_LAMBDAS) })
    .refine((grid) => grid.min < grid.max, { message: 'min must be smaller than max', path: ['min'] })
    .refine((grid) => grid.min >= grid.max || new Set(valuesOf(grid)).size === grid.count, {
      message: `makes some values twice, as they are rounded to ${DIGITS} digits: use fewer, or a wider range`,
      path: ['count'],
    });
const Powers = z
  .strictObject({
    base: z.number().gt(1).max(1000),
    from: z.int().min(-60).max(60),
    to: z.int().min(-60).max(60),
    step: z.int().min(1).default(1),
  })
  .refine((grid) => grid.from <= grid.to, { message: 'from must not be greater than to', path: ['from'] })
  .refine((grid) => grid.base ** grid.to <= MAX_WEIGHT, {
    message: `reaches beyond the largest weight, ${MAX_WEIGHT}`,
    path: ['to'],
  });

/** Values of one weight: `[0.5, 2, 8]`, `{ logSpaced: ... }`, `{ linSpaced: ... }` or `{ powers: ... }`. */
export const WeightGrid = z
  .union([
    withoutRepetition(z.array(Weight).min(1, 'list at least one weight').max(MAX_LAMBDAS)),
    z.strictObject({ logSpaced: spacing(LogWeight, logSpacedValues) }),
    z.strictObject({ linSpaced: spacing(Weight, linSpacedValues) }),
    z.strictObject({ powers: Powers }),
  ])
  .meta({ id: 'WeightGrid' });
export type WeightGrid = z.infer<typeof WeightGrid>;

/** A grid per weight, whose Cartesian product is taken; its size is known before anything is built. */
const GridOfWeights = z.record(z.string().min(1), WeightGrid).superRefine((grids, context) => {
  const counts = Object.values(grids).map(weightGridSize);
  const product = counts.reduce((size, count) => size * count, 1);
  if (product <= MAX_LAMBDAS) return;
  const made = counts.length > 1 ? `${counts.join(' x ')} = ${product}` : product;
  context.addIssue(
    `makes ${made} lambdas, more than the limit of ${MAX_LAMBDAS}: use fewer values, or several groups`,
  );
});

/** A list of lambdas, a set made by a rule, or a grid per weight. At most `MAX_LAMBDAS`, none of them twice. */
export const LambdaGrid = z
  .union([
    withoutRepetition(z.array(Lambda).min(1, 'list at least one lambda').max(MAX_LAMBDAS)),
    ...LAMBDA_SETS,
    GridOfWeights,
  ])
  .meta({ id: 'LambdaGrid' });
export type LambdaGrid = z.infer<typeof LambdaGrid>;

/** How many values a weight's grid has. */
function weightGridSize(grid: WeightGrid): number {
  if (Array.isArray(grid)) return grid.length;
  if ('logSpaced' in grid) return grid.logSpaced.count;
  if ('linSpaced' in grid) return grid.linSpaced.count;
  const { from, to, step } = grid.powers;
  return Math.floor((to - from) / step) + 1;
}

/** The values of one weight's grid, in the order written. */
export function weightGridValues(grid: WeightGrid): number[] {
  if (Array.isArray(grid)) return [...grid];
  if ('logSpaced' in grid) return logSpacedValues(grid.logSpaced);
  if ('linSpaced' in grid) return linSpacedValues(grid.linSpaced);
  const { base, from, to, step } = grid.powers;
  const values: number[] = [];
  for (let exponent = from; exponent <= to; exponent += step)
    values.push(Number((base ** exponent).toPrecision(POWER_DIGITS)));
  return values;
}

interface Spacing {
  min: number;
  max: number;
  count: number;
}

function logSpacedValues({ min, max, count }: Spacing): number[] {
  const ratio = Math.log(max / min) / (count - 1);
  return spaced({ min, max, count }, (index) => min * Math.exp(ratio * index));
}

function linSpacedValues({ min, max, count }: Spacing): number[] {
  const step = (max - min) / (count - 1);
  return spaced({ min, max, count }, (index) => min + step * index);
}

/** The ends are exact. */
function spaced({ min, max, count }: Spacing, valueAt: (index: number) => number): number[] {
  return Array.from({ length: count }, (_, i) => {
    if (i === 0) return min;
    if (i === count - 1) return max;
    return Number(valueAt(i).toPrecision(DIGITS));
  });
}

/** How many lambdas a grid makes at most: known before any is made. */
export function lambdaGridSize(grid: LambdaGrid, variables: readonly LambdaVariable[]): number {
  if (Array.isArray(grid)) return grid.length;
  if (isLambdaSet(grid)) return lambdaSetSize(grid, variables);
  return Object.values(grid).reduce((size, weights) => size * weightGridSize(weights), 1);
}

/**
 * All lambdas of a grid, first term varying slowest. `variables` are the task's: sets take their ranges and defaults from
 * them.
 */
export function lambdaGridValues(grid: LambdaGrid, variables: readonly LambdaVariable[]): Lambda[] {
  if (Array.isArray(grid)) return grid;
  return isLambdaSet(grid) ? lambdaSetValues(grid, variables) : cartesianProduct(grid);
}

function cartesianProduct(grids: Record<string, WeightGrid>): Lambda[] {
  let lambdas: Lambda[] = [{}];
  for (const [term, grid] of Object.entries(grids)) {
    const values = weightGridValues(grid);
    lambdas = lambdas.flatMap((lambda) => values.map((value) => ({ ...lambda, [term]: value })));
  }
  return lambdas;
}
