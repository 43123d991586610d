/** From a resolved spec to its jobs: pure, so that everyone can see what a sweep will do before it is submitted. */
import { AppError } from '../errors.ts';
import type { JobSpec } from '../job/job-spec.ts';
import type { ResolvedGroup, SweepSpec } from './sweep-spec.ts';

export const MAX_JOBS_PER_SWEEP = 5000;
export const MAX_STEPS_PER_SWEEP = 100_000_000_000;

export interface SweepPlan {
  jobs: JobSpec[];
  groups: { name: string; kind: 'fixed' | 'yoto'; jobs: number; steps: number }[];
  totalJobs: number;
  /** Sum of the optimiser steps of all jobs. */
  totalSteps: number;
}

/** One job per group, seed and (for fixed groups) lambda. Throws `invalid_input` beyond the limits. */
export function planSweep(spec: SweepSpec): SweepPlan {
  const totalJobs = spec.groups.reduce((sum, group) => sum + jobCount(group), 0);
  const totalSteps = spec.groups.reduce((sum, group) => sum + jobCount(group) * group.steps, 0);
  limit('jobs', totalJobs, MAX_JOBS_PER_SWEEP);
  limit('training steps', totalSteps, MAX_STEPS_PER_SWEEP);
  const groups = spec.groups.map((group) => ({
    name: group.name,
    kind: group.kind,
    jobs: jobCount(group),
    steps: jobCount(group) * group.steps,
  }));
  return { jobs: spec.groups.flatMap((group) => groupJobs(spec, group)), groups, totalJobs, totalSteps };
}

function limit(what: string, value: number, most: number): void {
  if (value <= most) return;
  throw new AppError(
    'invalid_input',
    `The sweep has ${value} ${what}, more than the limit of ${most}: use fewer lambdas, seeds or steps, or several sweeps`,
  );
}

const jobCount = (group: ResolvedGroup) =>
  group.seeds.length * (group.kind === 'fixed' ? group.lambdas.length : 1);

function groupJobs(spec: SweepSpec, group: ResolvedGroup): JobSpec[] {
  const { name, seeds, kind, ...settings } = group;
  const make = (seed: number, own: Pick<JobSpec, 'distribution' | 'evaluation'>): JobSpec => {
    const {
      lambdas: _lambdas,
      distribution: _distribution,
      ...shared
    } = {
      lambdas: undefined,
      distribution: undefined,
      ...settings,
    };
    return { ...shared, version: 1, task: spec.task, dataset: spec.dataset, group: name, kind, seed, ...own };
  };
  if (group.kind === 'yoto') {
    return seeds.map((seed) =>
      make(seed, { distribution: group.distribution, evaluation: group.evaluation }),
    );
  }
  return seeds.flatMap((seed) =>
    group.lambdas.map((lambda) => {
      const weights = Object.entries(lambda).map(([term, value]) => [
        term,
        { kind: 'fixed' as const, value },
      ]);
      return make(seed, {
        distribution: Object.fromEntries(weights),
        // A fixed model's terms do not depend on lambda: one evaluation serves every re-weighting.
        evaluation: { ...group.evaluation, lambdas: [lambda] },
      });
    }),
  );
}
