/** The lambdas of a fixed-weight group, or those a model is evaluated at: listed, or made from a grid per weight. */
import { z } from 'zod';
import { Lambda, MAX_WEIGHT, Weight, withoutRepetition } from './lambda.ts';

/** The most lambdas of one group, and the most that a model is evaluated at. */
export const MAX_LAMBDAS = 500;

/** Significant digits of log-spaced values between the ends, so that they can be typed and compared. */
const DIGITS = 6;
/** Significant digits of powers: all that are exact, without those that rounding adds (1e-5, not 9.999999999999999e-6). */
const POWER_DIGITS = 15;

const LogSpaced = z
  .strictObject({ min: Weight, max: Weight, count: z.int().min(2).max(MAX_LAMBDAS) })
  .refine((grid) => grid.min < grid.max, { message: 'min must be smaller than max', path: ['min'] })
  .refine((grid) => grid.min >= grid.max || new Set(logSpacedValues(grid)).size === grid.count, {
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

/** Values of one weight: `[0.5, 2, 8]`, `{ logSpaced: ... }` or `{ powers: ... }`. */
export const WeightGrid = z
  .union([
    withoutRepetition(z.array(Weight).min(1, 'list at least one weight').max(MAX_LAMBDAS)),
    z.strictObject({ logSpaced: LogSpaced }),
    z.strictObject({ powers: Powers }),
  ])
  .meta({ id: 'WeightGrid' });
export type WeightGrid = z.infer<typeof WeightGrid>;

/** A grid per weight, whose Cartesian product is taken; its size is known before anything is built. */
const GridOfWeights = z.record(z.string().min(1), WeightGrid).superRefine((grids, context) => {
  const counts = Object.values(grids).map(weightGridSize);
  const product = lambdaGridSize(grids);
  if (product <= MAX_LAMBDAS) return;
  const made = counts.length > 1 ? `${counts.join(' x ')} = ${product}` : product;
  context.addIssue(
    `makes ${made} lambdas, more than the limit of ${MAX_LAMBDAS}: use fewer values, or several groups`,
  );
});

/** Either a list of lambdas, or a grid per weight. At most `MAX_LAMBDAS`, none of them twice. */
export const LambdaGrid = z
  .union([
    withoutRepetition(z.array(Lambda).min(1, 'list at least one lambda').max(MAX_LAMBDAS)),
    GridOfWeights,
  ])
  .meta({ id: 'LambdaGrid' });
export type LambdaGrid = z.infer<typeof LambdaGrid>;

/** How many values a weight's grid has. */
function weightGridSize(grid: WeightGrid): number {
  if (Array.isArray(grid)) return grid.length;
  if ('logSpaced' in grid) return grid.logSpaced.count;
  const { from, to, step } = grid.powers;
  return Math.floor((to - from) / step) + 1;
}

/** The values of one weight's grid, in the order written. */
export function weightGridValues(grid: WeightGrid): number[] {
  if (Array.isArray(grid)) return [...grid];
  if ('logSpaced' in grid) return logSpacedValues(grid.logSpaced);
  const { base, from, to, step } = grid.powers;
  const values: number[] = [];
  for (let exponent = from; exponent <= to; exponent += step)
    values.push(Number((base ** exponent).toPrecision(POWER_DIGITS)));
  return values;
}

/** The ends are exact. */
function logSpacedValues({ min, max, count }: { min: number; max: number; count: number }): number[] {
  const ratio = Math.log(max / min) / (count - 1);
  return Array.from({ length: count }, (_, i) => {
    if (i === 0) return min;
    if (i === count - 1) return max;
    return Number((min * Math.exp(ratio * i)).toPrecision(DIGITS));
  });
}

/** How many lambdas a grid makes: known before any is made. */
export function lambdaGridSize(grid: LambdaGrid): number {
  if (Array.isArray(grid)) return grid.length;
  return Object.values(grid).reduce((size, weights) => size * weightGridSize(weights), 1);
}

/** All lambdas of a grid, first term varying slowest. */
export function lambdaGridValues(grid: LambdaGrid): Lambda[] {
  return Array.isArray(grid) ? grid : cartesianProduct(grid);
}

function cartesianProduct(grids: Record<string, WeightGrid>): Lambda[] {
  let lambdas: Lambda[] = [{}];
  for (const [term, grid] of Object.entries(grids)) {
    const values = weightGridValues(grid);
    lambdas = lambdas.flatMap((lambda) => values.map((value) => ({ ...lambda, [term]: value })));
  }
  return lambdas;
}
