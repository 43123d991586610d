/** From a point of a comparison to the jobs that it was measured on. */
import {
  type ComparisonPoint,
  type ComparisonSeries,
  type JobSummary,
  lambdaKey,
  type SweepComparison,
} from '@yoto/core';
import type { JobLink } from './chart-point.ts';

export type JobsOfPoint = (
  series: Pick<ComparisonSeries, 'name' | 'method'>,
  point: Pick<ComparisonPoint, 'at'>,
) => JobLink[];

/** One job per seed. The single-model baseline is one of the fixed models. */
export function jobsOfPoint(
  { singleModel }: Pick<SweepComparison, 'singleModel'>,
  jobs: readonly Pick<JobSummary, 'id' | 'group' | 'lambda' | 'seed'>[],
): JobsOfPoint {
  return ({ name, method }, { at }) => {
    const single = method === 'single-model' ? singleModel.value : undefined;
    if (method === 'single-model' && !single) return [];
    const group = single?.group ?? name;
    const lambda = single?.lambda ?? ('lambda' in at ? at.lambda : undefined);
    const key = lambda && lambdaKey(lambda);
    return jobs
      .filter((job) => job.group === group && (job.lambda === null || lambdaKey(job.lambda) === key))
      .map(({ id, seed }) => ({ id, label: `seed ${seed}` }));
  };
}
