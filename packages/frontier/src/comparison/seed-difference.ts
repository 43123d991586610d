import { mean, present, sampleDeviation } from '../seed-statistics.ts';

/** Relative size below which a difference is rounding of float32 losses. */
const ROUNDING = 1e-6;

/** How the tolerance below is made, in words. */
export const TOLERANCE_RULE =
  'two standard errors of the mean difference over seeds (with one seed none), and at least a millionth of the value';

/**
 * The mean of per-seed differences and how large it has to be to count (`TOLERANCE_RULE`). `scale` is a typical size
 * of the values that were subtracted. Null where no seed has a difference.
 */
export function seedDifference(
  differences: readonly (number | null)[],
  scale: number,
): { difference: number; tolerance: number } | null {
  const values = present(differences);
  const difference = mean(values);
  if (difference === null) return null;
  const standardError = (sampleDeviation(values) ?? 0) / Math.sqrt(values.length);
  return { difference, tolerance: Math.max(2 * standardError, ROUNDING * Math.abs(scale)) };
}
