/** What the jobs of a sweep spec would be and would measure; sweeps of one spec share it. Pure. */
import {
  type JobSpec,
  jobSeed,
  jobSteps,
  type Lambda,
  placeKey,
  planSweep,
  type Requirement,
  requirementOf,
  resolveSweepSpec,
  type SweepSpec,
  type SweepSpecInput,
  type TaskCatalogue,
} from '@yoto/core';
import { requirementKey } from '@yoto/storage';
import type { ExperimentKind } from './kinds.ts';
import { noise } from './random.ts';

export interface SweepTemplate {
  spec: SweepSpec;
  jobs: JobTemplate[];
  /** How many steps lie between two points of a curve. */
  curveEvery: number;
  /** How often each job has evaluated; the last time at its last step. */
  evaluations: number;
}

export interface JobTemplate {
  index: number;
  spec: JobSpec;
  requirementKey: string;
  requirement: Requirement;
  steps: number;
  curves: CurveTemplate[];
  points: EvaluationTemplate[];
}

/** A curve falls from its first value to its last. */
interface CurveTemplate {
  name: string;
  first: number;
  last: number;
}

interface EvaluationTemplate {
  placeKey: string;
  lambda: Lambda;
  losses: Record<string, number>;
  metrics: Record<string, number>;
}

interface TemplateOptions {
  tasks: TaskCatalogue;
  seed: number;
  evaluations: number;
  /** Of each loss term as well, not only of their weighted sum. */
  termCurves: boolean;
}

/** Throws `invalid_input` for a spec that the product would refuse. */
export function sweepTemplate(
  kind: ExperimentKind,
  input: SweepSpecInput,
  { tasks, seed, evaluations, termCurves }: TemplateOptions,
): SweepTemplate {
  const spec = resolveSweepSpec(input, tasks);
  const jobs = planSweep(spec).jobs.map((job, index): JobTemplate => {
    const points = evaluationsOf(kind, job, seed);
    return {
      index,
      spec: job,
      requirementKey: requirementKey(job),
      requirement: requirementOf(job),
      steps: jobSteps(job),
      points,
      curves: curvesOf(kind, points, termCurves),
    };
  });
  return { spec, jobs, curveEvery: input.defaults?.metricsEverySteps ?? 1, evaluations };
}

/** A YOTO model is a little worse than fixed ones, at the ends most; a wider model is a little better. */
function qualityOf(job: JobSpec, u: number): number {
  if (job.kind === 'yoto') return 1.008 + 0.06 * (u - 0.5) ** 2;
  return 'widthMultiplier' in job && job.widthMultiplier > 1 ? 0.985 : 1;
}

function evaluationsOf(kind: ExperimentKind, job: JobSpec, seed: number): EvaluationTemplate[] {
  const lambdas = 'lambdas' in job.evaluation ? job.evaluation.lambdas : [];
  return lambdas.map((lambda) => {
    const u = placeOn(kind, lambda[kind.weight] ?? kind.from);
    const what = `${kind.title} ${job.group} ${job.kind} ${jobSeed(job)} ${lambda[kind.weight]}`;
    const factor = qualityOf(job, u) * (1 + 0.004 * noise(seed, what));
    const scaled = (values: Record<string, number>) =>
      Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value * factor]));
    return {
      placeKey: placeKey({ lambda }),
      lambda,
      losses: scaled(kind.losses(u)),
      // A greater loss is a lower quality, whichever way a metric counts; so small a difference need not be exact.
      metrics: kind.metrics(u),
    };
  });
}

/** Where the weight lies on the grid's log axis, from 0 to 1. */
const placeOn = ({ from, to }: ExperimentKind, weight: number): number =>
  Math.min(1, Math.max(0, Math.log(weight / from) / Math.log(to / from)));

/** How much greater a loss is before training. */
const UNTRAINED = 4;

function curvesOf(
  kind: ExperimentKind,
  points: readonly EvaluationTemplate[],
  termCurves: boolean,
): CurveTemplate[] {
  const middle = points[Math.floor(points.length / 2)];
  if (!middle) return [];
  const weight = middle.lambda[kind.weight] ?? 1;
  const terms = Object.entries(middle.losses);
  const total = terms.reduce((sum, [name, value]) => sum + (name === kind.weight ? weight : 1) * value, 0);
  const all = termCurves ? [['loss', total] as const, ...terms] : [['loss', total] as const];
  return all.map(([name, last]) => ({ name, first: last * UNTRAINED, last }));
}
