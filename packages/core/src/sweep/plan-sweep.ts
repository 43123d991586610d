/** From a resolved spec to its jobs: pure, so that everyone can see what a sweep will do before it is submitted. */
import {
  type InterpolationJobSpec,
  type JobKind,
  type JobSpec,
  type TrainedJobSpec,
  UNTRAINED_STEPS,
} from '../job/job-spec.ts';
import type { Lambda } from '../lambda/lambda.ts';
import { firstIndex, jobCount, startOf, stepsOf } from './plan-starts.ts';
import { limitEvaluationLambdas, limitJobs, limitSpecBytes, limitSteps } from './sweep-limits.ts';
import type { ResolvedGroup, SweepSpec } from './sweep-spec.ts';

export interface SweepPlan {
  jobs: JobSpec[];
  groups: { name: string; kind: JobKind; jobs: number; steps: number }[];
  totalJobs: number;
  /** Sum of the optimiser steps of all jobs. */
  totalSteps: number;
}

/**
 * One job per group, seed and (for fixed groups) lambda, where a codec is one job for all its settings; after them, one
 * interpolation per seed of the fixed groups that ask for it. Throws `invalid_input` beyond the limits.
 */
export function planSweep(spec: SweepSpec): SweepPlan {
  const counts = spec.groups.flatMap((group) => [
    { name: group.name, kind: group.kind, jobs: jobCount(group), steps: groupSteps(group) },
    ...(interpolates(group) ? [interpolationCount(group)] : []),
  ]);
  const totalJobs = counts.reduce((sum, { jobs }) => sum + jobs, 0);
  const totalSteps = counts.reduce((sum, { steps }) => sum + steps, 0);
  limitJobs(totalJobs);
  limitSteps(totalSteps);
  limitEvaluationLambdas(spec.groups.reduce((sum, group) => sum + placeCount(group), 0));
  const trained = spec.groups.flatMap((group) => groupJobs(spec, group));
  const mixed = spec.groups.filter(interpolates).flatMap((group) => {
    return interpolationJobs(spec, group, firstIndex(spec.groups, group));
  });
  const jobs = [...trained, ...mixed];
  limitSpecBytes(specBytes(jobs));
  return { jobs, groups: counts, totalJobs, totalSteps };
}

type FixedGroup = Extract<ResolvedGroup, { kind: 'fixed' }>;
type TrainedGroup = Exclude<ResolvedGroup, { kind: 'codec' }>;
const interpolates = (group: ResolvedGroup): group is FixedGroup =>
  group.kind === 'fixed' && group.interpolation !== false;

const interpolationCount = ({ name, seeds }: FixedGroup) => ({
  name,
  kind: 'interpolation' as const,
  jobs: seeds.length,
  steps: seeds.length * UNTRAINED_STEPS,
});

/** Of all jobs that a group makes, beside interpolations. */
function groupSteps(group: ResolvedGroup): number {
  if (group.kind === 'codec') return UNTRAINED_STEPS;
  const lambdas = group.kind === 'fixed' ? group.lambdas : [undefined];
  const perSeed = lambdas.reduce((sum, _, lambdaIndex) => sum + stepsOf(group, lambdaIndex), 0);
  return group.seeds.length * perSeed;
}

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

/** At how many lambdas, or with how many settings, each job of a group is evaluated at most. */
export const placeCount = (group: ResolvedGroup): number =>
  group.kind === 'codec' ? group.settings.length : group.evaluation.lambdas.length;

function groupJobs(spec: SweepSpec, group: ResolvedGroup): JobSpec[] {
  if (group.kind === 'codec') {
    const { codec, settings, evaluation } = group;
    return [{ ...common(spec, group), kind: 'codec', codec, settings, evaluation }];
  }
  if (group.kind === 'yoto') {
    const { distribution, draws, evaluation } = group;
    return group.seeds.map((seed) => ({
      ...common(spec, group),
      ...training(group),
      kind: 'yoto' as const,
      seed,
      distribution,
      ...(draws && { draws }),
      ...start(spec, group, { seed, lambdaIndex: 0 }),
      evaluation,
    }));
  }
  return group.seeds.flatMap((seed) =>
    group.lambdas.map((_, lambdaIndex) => fixedJob(spec, group, { seed, lambdaIndex })),
  );
}

/** Which of its group's models a job trains. */
interface ModelPlace {
  seed: number;
  /** 0 in YOTO groups. */
  lambdaIndex: number;
}

function start({ groups }: SweepSpec, group: TrainedGroup, place: ModelPlace) {
  const startsFrom = startOf(groups, group, place);
  return startsFrom && { startsFrom };
}

function fixedJob(spec: SweepSpec, group: FixedGroup, place: ModelPlace): TrainedJobSpec {
  const { seed, lambdaIndex } = place;
  const lambda = group.lambdas[lambdaIndex] as Lambda;
  const weights = Object.entries(lambda).map(([term, value]) => [term, { kind: 'fixed' as const, value }]);
  return {
    ...common(spec, group),
    ...training(group),
    steps: stepsOf(group, lambdaIndex),
    kind: 'fixed',
    seed,
    distribution: Object.fromEntries(weights),
    ...start(spec, group, place),
    // A fixed model's terms do not depend on lambda: one evaluation serves every re-weighting.
    evaluation: { ...group.evaluation, lambdas: [lambda] },
  };
}

/**
 * One job per seed: the models of its least and greatest lambda, mixed wherever the group is evaluated. `start` is the index
 * of the group's first job; its jobs lie seed by seed, as `groupJobs` makes them.
 */
function interpolationJobs(spec: SweepSpec, group: FixedGroup, start: number): InterpolationJobSpec[] {
  const { lambdas, seeds, widthMultiplier, batchSize } = group;
  const first = lambdas[0] as Lambda;
  const term = Object.keys(first).find((name) => lambdas.some((lambda) => lambda[name] !== first[name]));
  if (term === undefined) return [];
  const weightOf = (lambda: Lambda) => lambda[term] as number;
  const ordered = [...lambdas].sort((a, b) => weightOf(a) - weightOf(b));
  const source = (seedIndex: number, lambda: Lambda) => ({
    index: start + seedIndex * lambdas.length + lambdas.indexOf(lambda),
    lambda,
  });
  return seeds.map((seed, seedIndex) => ({
    ...common(spec, group),
    kind: 'interpolation' as const,
    seed,
    sources: {
      least: source(seedIndex, ordered[0] as Lambda),
      greatest: source(seedIndex, ordered.at(-1) as Lambda),
    },
    ...(group.interpolation === 'weights' && { mixes: group.interpolation }),
    widthMultiplier,
    batchSize,
    evaluation: { examples: group.evaluation.examples, lambdas: group.evaluation.lambdas },
  }));
}

/** What a job of any kind has of its sweep and its group. */
const common = ({ task, dataset }: SweepSpec, group: ResolvedGroup) => ({
  version: 1 as const,
  task,
  dataset,
  group: group.name,
  priority: group.priority,
  retry: group.retry,
  labels: group.labels,
  ...(group.requires && { requires: group.requires }),
});

/** What the models of a group are trained with. */
const training = (group: TrainedGroup) => ({
  widthMultiplier: group.widthMultiplier,
  batchSize: group.batchSize,
  steps: group.steps,
  optimiser: group.optimiser,
  learningRate: group.learningRate,
  schedule: group.schedule,
  weightDecay: group.weightDecay,
  checkpoint: group.checkpoint,
  metricsEverySteps: group.metricsEverySteps,
  conditioning: group.conditioning,
});
