/** Jobs that take equally long a step: one of each kind is measured for all. */
import { isTrained, type JobSpec, type TrainedJobSpec } from '@yoto/core';

export interface JobKindGroup {
  /** The one that is measured. */
  sample: TrainedJobSpec;
  jobs: JobSpec[];
}

/**
 * Kinds in the order of their first job. Seeds, weights, learning rates and numbers of steps make no difference. An
 * interpolation is of the kind of the two models that it mixes; a codec, which has no model, is of none.
 */
export function jobKinds(jobs: readonly JobSpec[]): JobKindGroup[] {
  const kinds = new Map<string, JobKindGroup>();
  for (const job of jobs) {
    if (job.kind === 'codec') continue;
    const { task, dataset, widthMultiplier, batchSize } = job;
    const { kind, hiddenUnits } = isTrained(job) ? job.conditioning : { kind: 'none', hiddenUnits: 0 };
    const key = JSON.stringify([
      task,
      dataset,
      widthMultiplier,
      batchSize,
      kind,
      kind === 'film' && hiddenUnits,
    ]);
    const known = kinds.get(key);
    if (known) known.jobs.push(job);
    else if (isTrained(job)) kinds.set(key, { sample: job, jobs: [job] });
  }
  return [...kinds.values()];
}
