import { type Lambda, spreadLambdas, type TrainedJobSpec, varyingParameters } from '@yoto/core';

/** More rows than this are no longer compared at a glance. */
const MOST_LAMBDAS = 8;
/** Of several parameters, pictures lie along each of them: five weights, four values each beside the base (paper, figure 11). */
const MOST_OF_SEVERAL = 24;

/**
 * The evaluation lambdas of a job, or where there are too many, some of them: of one parameter at even steps through the
 * list, both ends included; of several so that they are far from each other.
 */
export function shownLambdas(
  { evaluation: { lambdas } }: { evaluation: Pick<TrainedJobSpec['evaluation'], 'lambdas'> },
  asked?: number,
): Lambda[] {
  const isSeveral = varyingParameters(lambdas).length > 1;
  const most = asked ?? (isSeveral ? MOST_OF_SEVERAL : MOST_LAMBDAS);
  if (lambdas.length <= most) return [...lambdas];
  return isSeveral ? spreadLambdas(lambdas, most) : evenSteps(lambdas, most);
}

/** At most so many of a list: the first, the last and those at even steps between. */
export function evenSteps<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  const step = (list.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, i) => list[Math.round(i * step)] as T);
}
