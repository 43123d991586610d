import { z } from 'zod';
import { AppError } from '../errors.ts';

/** The largest weight accepted: beyond it float32 losses lose all meaning. */
export const MAX_WEIGHT = 1e12;

/** The most lambdas of one group, and the most that a model is evaluated at. */
export const MAX_LAMBDAS = 500;

/** A loss weight (0: without this term) or the value of a loss parameter. */
export const Weight = z
  .number()
  .refine((value) => Number.isFinite(value) && value >= 0 && value <= MAX_WEIGHT, {
    message: `must be a finite number, 0 or greater (at most ${MAX_WEIGHT})`,
  })
  .meta({ description: 'A loss weight (0: without this term) or the value of a loss parameter' });

const isPositive = (value: number) => Number.isFinite(value) && value > 0 && value <= MAX_WEIGHT;

export const PositiveNumber = z
  .number()
  .refine(isPositive, { message: `must be a finite number greater than 0 (at most ${MAX_WEIGHT})` });

/** A value on a logarithmic scale. */
export const LogWeight = z.number().refine(isPositive, {
  message: `must be a finite number greater than 0 (at most ${MAX_WEIGHT}), because a log scale has no place for 0: list 0 on its own, or use a uniform distribution`,
});

/** One lambda: the weight of each loss term that varies and the value of each loss parameter, by name. */
export const Lambda = z
  .record(z.string().min(1), Weight)
  .meta({ id: 'Lambda', description: 'Weight by loss term, and value by loss parameter' });
export type Lambda = z.infer<typeof Lambda>;

/**
 * A lambda as one canonical string (terms in order, shortest exact decimals), for unique keys and look-ups:
 * two lambdas have the same key if and only if they are equal.
 */
export function lambdaKey(lambda: Lambda): string {
  return Object.keys(lambda)
    .sort()
    .map((term) => `${term}=${lambda[term]}`)
    .join(',');
}

/** A label for people, e.g. `kl 0.5` or `content 2, style1 0.001`: exact, so that different lambdas read differently. */
export function lambdaLabel(lambda: Lambda): string {
  return Object.keys(lambda)
    .sort()
    .map((term) => `${term} ${lambda[term]}`)
    .join(', ');
}

/** The schema of a list, refusing a value that it holds twice: one of the two was meant to be another. */
export function withoutRepetition<List extends z.ZodType<number[] | Lambda[]>>(list: List): List {
  const keyOf = (item: number | Lambda) => (typeof item === 'number' ? String(item) : lambdaKey(item));
  const nameOf = (item: number | Lambda) => (typeof item === 'number' ? String(item) : lambdaLabel(item));
  return list.superRefine((items, context) => {
    const seen = new Map<string, number>();
    for (const [index, item] of items.entries()) {
      const before = seen.get(keyOf(item));
      if (before === undefined) seen.set(keyOf(item), index);
      else
        context.addIssue({
          code: 'custom',
          path: [index],
          message: `${nameOf(item)} is listed twice: keep it once`,
        });
    }
  });
}

/** Each lambda once, in the order met. */
export function uniqueLambdas(lambdas: readonly Lambda[]): Lambda[] {
  return [...new Map(lambdas.map((lambda) => [lambdaKey(lambda), lambda])).values()];
}

/**
 * A lambda as addresses and command lines have it, `content=1,style=0.5`; some of the parameters are enough. `what` names
 * the text in the error: `invalid_input` where it cannot be read.
 */
export function parseLambdaText(text: string, what: string): Lambda {
  const entries = text.split(',').map((part): [string, number] => {
    const [name = '', value = ''] = part.split('=').map((side) => side.trim());
    return [name, value === '' ? Number.NaN : Number(value)];
  });
  const parsed = Lambda.safeParse(Object.fromEntries(entries));
  if (parsed.success) return parsed.data;
  throw new AppError(
    'invalid_input',
    `${what}: write name=value,name=value with positive numbers, e.g. content=1,style=0.5 (this is "${text.slice(0, 80)}")`,
  );
}
