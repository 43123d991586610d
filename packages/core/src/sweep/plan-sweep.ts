/** From a resolved spec to its jobs: pure, so that everyone can see what a sweep will do before it is submitted. */
import type { JobKind, JobSpec } from '../job/job-spec.ts';
import type { Lambda } from '../lambda/lambda.ts';
import { limitEvaluationLambdas, limitJobs, limitSpecBytes, limitSteps } from './sweep-limits.ts';
import type { ResolvedGroup, SweepSpec } from './sweep-spec.ts';
import { UNTRAINED_STEPS } from './untrained-steps.ts';

export interface SweepPlan {
  jobs: JobSpec[];
  groups: { name: string; kind: JobKind; jobs: number; steps: number }[];
  totalJobs: number;
  /** Sum of the optimiser steps of all jobs. */
  totalSteps: number;
}

/**
 * One job per group, seed and (for fixed groups) lambda, where a reference is one job for all its settings; after them, one
 * interpolation per seed of the fixed groups that ask for it. Throws `invalid_input` beyond the limits.
 */
export function planSweep(spec: SweepSpec): SweepPlan {
  const counts = spec.groups.flatMap((group) => [
    counted(group, group.kind, jobCount(group), group.steps),
    ...(interpolates(group) ? [counted(group, 'interpolation', group.seeds.length, UNTRAINED_STEPS)] : []),
  ]);
  const totalJobs = counts.reduce((sum, { jobs }) => sum + jobs, 0);
  const totalSteps = counts.reduce((sum, { steps }) => sum + steps, 0);
  limitJobs(totalJobs);
  limitSteps(totalSteps);
  limitEvaluationLambdas(spec.groups.reduce((sum, { evaluation }) => sum + evaluation.lambdas.length, 0));
  const trained = spec.groups.flatMap((group) => groupJobs(spec, group));
  const mixed = spec.groups.filter(interpolates).flatMap((group) => {
    const first = trained.findIndex((job) => job.group === group.name);
    return interpolationJobs(spec, group, first);
  });
  const jobs = [...trained, ...mixed];
  limitSpecBytes(specBytes(jobs));
  return { jobs, groups: counts, totalJobs, totalSteps };
}

type FixedGroup = Extract<ResolvedGroup, { kind: 'fixed' }>;
const interpolates = (group: ResolvedGroup): group is FixedGroup =>
  group.kind === 'fixed' && group.interpolation;

const counted = (group: ResolvedGroup, kind: JobKind, jobs: number, steps: number) => ({
  name: group.name,
  kind,
  jobs,
  steps: jobs * steps,
});

/** As JSON, in characters. The jobs of a group and kind differ in a few numbers: the first stands for all of them. */
function specBytes(jobs: readonly JobSpec[]): number {
  const sizes = new Map<string, number>();
  return jobs.reduce((sum, job) => {
    const like = `${job.kind} ${job.group}`;
    const size = sizes.get(like) ?? JSON.stringify(job).length;
    sizes.set(like, size);
    return sum + size;
  }, 0);
}

const jobCount = (group: ResolvedGroup) =>
  group.seeds.length * (group.kind === 'fixed' ? group.lambdas.length : 1);

function groupJobs(spec: SweepSpec, group: ResolvedGroup): JobSpec[] {
  if (group.kind === 'yoto') {
    const { distribution, evaluation } = group;
    return group.seeds.map((seed) => jobSpec(spec, group, { kind: 'yoto', seed, distribution, evaluation }));
  }
  if (group.kind === 'reference') {
    const { seeds, evaluation } = group;
    return seeds.map((seed) =>
      jobSpec(spec, group, { kind: 'reference', seed, distribution: {}, evaluation }),
    );
  }
  return group.seeds.flatMap((seed) =>
    group.lambdas.map((lambda) => {
      const weights = Object.entries(lambda).map(([term, value]) => [
        term,
        { kind: 'fixed' as const, value },
      ]);
      return jobSpec(spec, group, {
        kind: 'fixed',
        seed,
        distribution: Object.fromEntries(weights),
        // A fixed model's terms do not depend on lambda: one evaluation serves every re-weighting.
        evaluation: { ...group.evaluation, lambdas: [lambda] },
      });
    }),
  );
}

/**
 * One job per seed: the models of its least and greatest lambda, mixed at every lambda of the group. `start` is the index
 * of the group's first job; its jobs lie seed by seed, as `groupJobs` makes them.
 */
function interpolationJobs(spec: SweepSpec, group: FixedGroup, start: number): JobSpec[] {
  const first = group.lambdas[0] as Lambda;
  const term = Object.keys(first).find((name) =>
    group.lambdas.some((lambda) => lambda[name] !== first[name]),
  );
  if (term === undefined) return [];
  const weightOf = (lambda: Lambda) => lambda[term] as number;
  const ordered = [...group.lambdas].sort((a, b) => weightOf(a) - weightOf(b));
  const [least, greatest] = [ordered[0] as Lambda, ordered.at(-1) as Lambda];
  const indexOf = (seedIndex: number, lambda: Lambda) =>
    start + seedIndex * group.lambdas.length + group.lambdas.indexOf(lambda);
  const held = Object.entries(first).map(([name, value]) => [name, { kind: 'fixed' as const, value }]);
  const range = { kind: 'log-uniform' as const, min: weightOf(least), max: weightOf(greatest) };
  return group.seeds.map((seed, seedIndex) =>
    jobSpec(spec, group, {
      kind: 'interpolation',
      seed,
      distribution: { ...Object.fromEntries(held), [term]: range },
      evaluation: group.evaluation,
      steps: UNTRAINED_STEPS,
      sources: [indexOf(seedIndex, least), indexOf(seedIndex, greatest)],
    }),
  );
}

/** What a group's jobs have in common, and what one of them has of its own. */
function jobSpec(
  spec: SweepSpec,
  group: ResolvedGroup,
  own: Pick<JobSpec, 'kind' | 'seed' | 'distribution' | 'evaluation'> & Partial<JobSpec>,
): JobSpec {
  const { name, seeds: _seeds, kind: _kind, ...settings } = group;
  const {
    lambdas: _lambdas,
    distribution: _distribution,
    interpolation: _interpolation,
    settings: _settings,
    ...shared
  } = {
    lambdas: undefined,
    distribution: undefined,
    interpolation: undefined,
    settings: undefined,
    ...settings,
  };
  return { ...shared, version: 1, task: spec.task, dataset: spec.dataset, group: name, ...own };
}
