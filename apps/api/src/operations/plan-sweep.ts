import { fixedLambda, planSweep as plan, resolveSweepSpec } from '@yoto/core';
import type { Operation } from './operation.ts';

/** Resolves and plans a spec; nothing is stored. */
export const planSweep: Operation<'planSweep'> = async ({ tasks }, { body }) => {
  const spec = resolveSweepSpec(body.spec, tasks);
  const { jobs, groups, totalJobs, totalSteps } = plan(spec);
  return {
    spec,
    totalJobs,
    totalSteps,
    groups,
    jobs: jobs.map((job) => ({
      group: job.group,
      kind: job.kind,
      seed: job.seed,
      lambda: fixedLambda(job) ?? null,
      steps: job.steps,
    })),
  };
};
