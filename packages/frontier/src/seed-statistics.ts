/** Means and spreads over a few seeds; null stands for "was not measured", as everywhere on the wire. */
import { measured } from '@yoto/core';

/** The arithmetic mean; null when there is nothing to average, or one value was not measured. */
export function mean(values: readonly (number | null)[]): number | null {
  if (values.length === 0) return null;
  let sum = 0;
  for (const value of values) {
    if (value === null) return null;
    sum += value;
  }
  return measured(sum / values.length);
}

/** The sample standard deviation (divisor n - 1); null with fewer than two values, or one not measured. */
export function sampleDeviation(values: readonly (number | null)[]): number | null {
  const middle = mean(values);
  if (middle === null || values.length < 2) return null;
  const squares = values.reduce<number>((sum, value) => sum + ((value as number) - middle) ** 2, 0);
  return measured(Math.sqrt(squares / (values.length - 1)));
}

/** The values that were measured. */
export const present = (values: readonly (number | null)[]): number[] =>
  values.filter((value): value is number => value !== null);
