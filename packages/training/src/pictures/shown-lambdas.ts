import { type JobSpec, type Lambda, spreadLambdas, varyingParameters } from '@yoto/core';

/** More rows than this are no longer compared at a glance. */
const MOST_LAMBDAS = 8;

/**
 * The evaluation lambdas of a job, or where there are too many, some of them: of one parameter at even steps through the
 * list, both ends included; of several so that they are far from each other.
 */
export function shownLambdas(
  { evaluation: { lambdas } }: Pick<JobSpec, 'evaluation'>,
  most = MOST_LAMBDAS,
): Lambda[] {
  if (lambdas.length <= most) return [...lambdas];
  if (varyingParameters(lambdas).length > 1) return spreadLambdas(lambdas, most);
  const step = (lambdas.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => lambdas[Math.round(i * step)] as Lambda);
}
