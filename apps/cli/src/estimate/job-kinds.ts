/** Jobs that take equally long a step: one of each kind is measured for all. */
import type { JobSpec } from '@yoto/core';

export interface JobKindGroup {
  /** The one that is measured. */
  sample: JobSpec;
  jobs: JobSpec[];
}

/**
 * Kinds in the order of their first job. Seeds, weights, learning rates and numbers of steps make no difference.
 * References train nothing that could be measured: they are of no kind.
 */
export function jobKinds(jobs: readonly JobSpec[]): JobKindGroup[] {
  const kinds = new Map<string, JobKindGroup>();
  for (const job of jobs) {
    if (job.kind === 'reference') continue;
    const { task, dataset, widthMultiplier, batchSize, conditioning } = job;
    const { kind, hiddenUnits } = conditioning;
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
    else kinds.set(key, { sample: job, jobs: [job] });
  }
  return [...kinds.values()];
}
