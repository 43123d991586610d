import { type Lambda, measured, type TaskSpec } from '@yoto/core';

/**
 * The scalarised loss of the paper's equation 1, `sum_i lambda_i * term_i`, of one model at one lambda. Terms whose
 * weight a task holds fixed take that weight. Null when a weight or a loss is missing or the sum is not finite
 * (the model diverged).
 */
export function fullLoss(
  lossTerms: TaskSpec['lossTerms'],
  lambda: Lambda,
  losses: Readonly<Record<string, number | null>>,
): number | null {
  let sum = 0;
  for (const { name, weight } of lossTerms) {
    const value = losses[name];
    const factor = 'fixed' in weight ? weight.fixed : lambda[name];
    if (value === undefined || value === null || factor === undefined) return null;
    sum += factor * value;
  }
  return measured(sum);
}
