/** The lambdas of a fixed-weight group, or those a model is evaluated at: listed, or made from a grid per weight. */
import { z } from 'zod';
import { Lambda, lambdaKey, Weight } from './lambda.ts';

/** Values of one weight: `[0.5, 2, 8]`, `{ logSpaced: ... }` or `{ powers: ... }`. */
export const WeightGrid = z
  .union([
    z.array(Weight).min(1, 'list at least one weight'),
    z.strictObject({
      logSpaced: z
        .strictObject({ min: Weight, max: Weight, count: z.int().min(2).max(1000) })
        .refine((grid) => grid.min < grid.max, { message: 'min must be smaller than max', path: ['min'] }),
    }),
    z.strictObject({
      powers: z
        .strictObject({
          base: z.number().gt(1).max(1000),
          from: z.int().min(-60).max(60),
          to: z.int().min(-60).max(60),
          step: z.int().min(1).default(1),
        })
        .refine((grid) => grid.from <= grid.to, {
          message: 'from must not be greater than to',
          path: ['from'],
        }),
    }),
  ])
  .meta({ id: 'WeightGrid' });
export type WeightGrid = z.infer<typeof WeightGrid>;

/** Either a list of lambdas, or a grid per weight whose Cartesian product is taken. */
export const LambdaGrid = z
  .union([z.array(Lambda).min(1, 'list at least one lambda'), z.record(z.string().min(1), WeightGrid)])
  .meta({ id: 'LambdaGrid' });
export type LambdaGrid = z.infer<typeof LambdaGrid>;

/** The values of one weight's grid, in the order written. */
export function weightGridValues(grid: WeightGrid): number[] {
  if (Array.isArray(grid)) return [...grid];
  if ('logSpaced' in grid) {
    const { min, max, count } = grid.logSpaced;
    const ratio = Math.log(max / min) / (count - 1);
    // The ends are exact; values between are rounded to 6 digits, so that they can be typed and compared.
    return Array.from({ length: count }, (_, i) => {
      if (i === 0) return min;
      if (i === count - 1) return max;
      return Number((min * Math.exp(ratio * i)).toPrecision(6));
    });
  }
  const { base, from, to, step } = grid.powers;
  const values: number[] = [];
  for (let exponent = from; exponent <= to; exponent += step) values.push(base ** exponent);
  return values;
}

/** All lambdas of a grid, without repetitions, first term varying slowest. */
export function lambdaGridValues(grid: LambdaGrid): Lambda[] {
  const lambdas = Array.isArray(grid) ? grid : cartesianProduct(grid);
  const byKey = new Map(lambdas.map((lambda) => [lambdaKey(lambda), lambda]));
  return [...byKey.values()];
}

function cartesianProduct(grids: Record<string, WeightGrid>): Lambda[] {
  let lambdas: Lambda[] = [{}];
  for (const [term, grid] of Object.entries(grids)) {
    const values = weightGridValues(grid);
    lambdas = lambdas.flatMap((lambda) => values.map((value) => ({ ...lambda, [term]: value })));
  }
  return lambdas;
}
