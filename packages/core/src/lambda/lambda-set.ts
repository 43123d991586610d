/** Sets of lambdas made by a rule: one weight at a time about a base, or points all over the ranges. */
import { z } from 'zod';
import { randomStream } from '../random/random-stream.ts';
import { sobolPoints } from '../random/sobol.ts';
import { Lambda, MAX_LAMBDAS, PositiveNumber, uniqueLambdas, Weight } from './lambda.ts';
import { lambdaQuantile } from './lambda-distribution.ts';
import { completedLambda, distributionOver, type LambdaVariable } from './lambda-variable.ts';

const MOST_FACTORS = 100;

/** Narrower or wider ranges than the task's, by name; equal ends hold a value. */
const Ranges = z.record(
  z.string().min(1),
  z.strictObject({ min: Weight, max: Weight }).refine(({ min, max }) => min <= max, {
    message: 'min must not be greater than max',
    path: ['min'],
  }),
);
const Drawn = z.strictObject({
  count: z.int().min(1).max(MAX_LAMBDAS),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  ranges: Ranges.optional(),
});

/** The base and, for each weight and factor, the base with that weight times the factor (paper, figure 6a). */
const OneAtATime = z.strictObject({
  oneAtATime: z.strictObject({
    /** What it leaves out comes from the task's default lambda. */
    base: Lambda.optional(),
    factors: z.array(PositiveNumber).min(1, 'list at least one factor').max(MOST_FACTORS),
  }),
});
/** Independent draws from the ranges, each on its own scale. */
const Random = z.strictObject({ random: Drawn });
/** Points that fill the ranges more evenly than draws: a Sobol sequence, shifted by the seed. */
const Sobol = z.strictObject({ sobol: Drawn.extend({ seed: Drawn.shape.seed.default(0) }) });

export const LAMBDA_SETS = [OneAtATime, Random, Sobol] as const;
type LambdaSet = z.infer<(typeof LAMBDA_SETS)[number]>;

/** No weight may be called like a set: a grid by weights would look like one. */
export const LAMBDA_SET_NAMES: readonly string[] = LAMBDA_SETS.flatMap(({ shape }) => Object.keys(shape));

/** `{ oneAtATime: … }`, `{ random: … }` or `{ sobol: … }`, as written or parsed. */
export type AnyLambdaSet = { oneAtATime: unknown } | { random: unknown } | { sobol: unknown };

export const isLambdaSet = <Grid extends object>(grid: Grid): grid is Extract<Grid, AnyLambdaSet> =>
  LAMBDA_SET_NAMES.some((name) => Object.hasOwn(grid, name));

/** How many lambdas a set has, repetitions counted. */
export function lambdaSetSize(set: LambdaSet, variables: readonly LambdaVariable[]): number {
  if ('random' in set) return set.random.count;
  if ('sobol' in set) return set.sobol.count;
  return 1 + set.oneAtATime.factors.length * variables.filter(({ kind }) => kind === 'weight').length;
}

/** The lambdas of a set, each once. */
export function lambdaSetValues(set: LambdaSet, variables: readonly LambdaVariable[]): Lambda[] {
  if ('oneAtATime' in set) return uniqueLambdas(oneAtATime(set.oneAtATime, variables));
  const { count, seed, ranges } = 'random' in set ? set.random : set.sobol;
  const free = inRanges(variables, ranges);
  const points =
    'random' in set ? randomPoints(free.length, count, seed) : sobolPoints(free.length, count, seed);
  return uniqueLambdas(points.map((point) => lambdaAt(point, free)));
}

function randomPoints(dimensions: number, count: number, seed: number): number[][] {
  const stream = randomStream(seed, 'lambda-set');
  return Array.from({ length: count }, () => Array.from({ length: dimensions }, () => stream.uniform()));
}

function oneAtATime(
  { base = {}, factors }: z.infer<typeof OneAtATime>['oneAtATime'],
  variables: readonly LambdaVariable[],
): Lambda[] {
  const whole = completedLambda(base, variables);
  const weights = variables.filter(({ kind, name }) => kind === 'weight' && whole[name] !== undefined);
  const changed = weights.flatMap(({ name }) =>
    factors.map((factor) => ({ ...whole, [name]: product(whole[name] as number, factor) })),
  );
  return [whole, ...changed];
}

/** 3 * 0.1 is 0.3. */
const product = (weight: number, factor: number) => Number((weight * factor).toPrecision(12));

type Range = z.infer<typeof Ranges>[string];

const inRanges = (
  variables: readonly LambdaVariable[],
  ranges: Readonly<Record<string, Range>> = {},
): LambdaVariable[] => variables.map((variable) => ({ ...variable, ...ranges[variable.name] }));

/** Where a point of the unit cube lies in the ranges, rounded to 6 digits so that it can be typed and compared. */
function lambdaAt(point: readonly number[], variables: readonly LambdaVariable[]): Lambda {
  return Object.fromEntries(
    variables.map((variable, index) => {
      const { name, min, max } = variable;
      const value = lambdaQuantile(distributionOver(variable), point[index] as number);
      return [name, Math.min(max, Math.max(min, Number(value.toPrecision(6))))];
    }),
  );
}
