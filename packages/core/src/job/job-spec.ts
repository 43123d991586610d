/** One job, self-contained: what a worker needs to know, and what a checkpoint repeats. */
import { z } from 'zod';
import { Lambda, MAX_LAMBDAS } from '../lambda/lambda.ts';
import { LambdaDistribution } from '../lambda/lambda-distribution.ts';
import { ConditioningSpec } from '../sweep/conditioning-spec.ts';
import { JobRequires } from '../sweep/job-requires.ts';
import {
  EvaluationPolicy,
  LambdaDraws,
  queueFields,
  StoredLabels,
  trainingFields,
} from '../sweep/training-spec.ts';

const commonFields = {
  version: z.literal(1),
  /** `version` is left out where the task has none. */
  task: z.strictObject({
    id: z.string(),
    version: z.int().min(1).optional(),
    params: z.record(z.string(), z.unknown()),
  }),
  dataset: z.strictObject({ id: z.string(), params: z.record(z.string(), z.unknown()) }),
  group: z.string(),
  /** What it asks of its worker beyond its task. */
  requires: JobRequires.optional(),
  ...queueFields,
  labels: StoredLabels,
};

/** A job by its index in the sweep's plan; the lambda that it trains for, if it trains for one. */
const StartModel = z.strictObject({ index: z.int().min(0), lambda: Lambda.optional() });

/** Trains one model, for one lambda (`fixed`) or for a distribution of them (`yoto`). */
export const TrainedJobSpec = z
  .strictObject({
    ...commonFields,
    ...trainingFields,
    kind: z.enum(['fixed', 'yoto']),
    seed: z.int().min(0),
    /** Of each variable weight and loss parameter: one value for a fixed job (the degenerate YOTO job). */
    distribution: z.record(z.string(), LambdaDistribution),
    /** Left out: independent. */
    draws: LambdaDraws.optional(),
    /** Whose final weights it starts from, once that job is completed; left out: from random ones. */
    startsFrom: StartModel.optional(),
    conditioning: ConditioningSpec,
    evaluation: EvaluationPolicy.extend({ lambdas: z.array(Lambda).min(1) }),
  })
  .meta({ id: 'TrainedJobSpec' });
export type TrainedJobSpec = z.infer<typeof TrainedJobSpec>;

/** A fixed job by its index in the sweep's plan, and the lambda that it trains for. */
const InterpolationSource = z.strictObject({ index: z.int().min(0), lambda: Lambda });

/** Evaluates the mixture of two fixed models of its group (a baseline), once both jobs are completed. Trains nothing. */
export const InterpolationJobSpec = z
  .strictObject({
    ...commonFields,
    kind: z.literal('interpolation'),
    seed: z.int().min(0),
    /** The models with the least and the greatest weight; their lambdas differ in that weight alone. */
    sources: z.strictObject({ least: InterpolationSource, greatest: InterpolationSource }),
    /** What of the two is averaged; left out: their outputs. */
    mixes: z.literal('weights').optional(),
    /** Of both models. */
    widthMultiplier: trainingFields.widthMultiplier,
    batchSize: trainingFields.batchSize,
    evaluation: EvaluationPolicy.pick({ examples: true }).extend({ lambdas: z.array(Lambda).min(1) }),
  })
  .meta({ id: 'InterpolationJobSpec' });
export type InterpolationJobSpec = z.infer<typeof InterpolationJobSpec>;

/** Measures a method that has no model of ours, e.g. JPEG, with each of its settings. Trains nothing and draws nothing. */
export const CodecJobSpec = z
  .strictObject({
    ...commonFields,
    kind: z.literal('codec'),
    /** The id of one of the task's codecs. */
    codec: z.string(),
    /** The values of its setting, e.g. qualities. */
    settings: z.array(z.number()).min(1).max(MAX_LAMBDAS),
    evaluation: EvaluationPolicy.pick({ examples: true }),
  })
  .meta({ id: 'CodecJobSpec' });
export type CodecJobSpec = z.infer<typeof CodecJobSpec>;

export const JobSpec = z
  .discriminatedUnion('kind', [TrainedJobSpec, InterpolationJobSpec, CodecJobSpec])
  .meta({ id: 'JobSpec' });
export type JobSpec = z.infer<typeof JobSpec>;

export const JobKind = z.enum(['fixed', 'yoto', 'interpolation', 'codec']);
export type JobKind = z.infer<typeof JobKind>;

/** The steps of a job that only evaluates: it takes no optimiser step, but progress wants to end somewhere. */
export const UNTRAINED_STEPS = 1;

export const isTrained = (spec: JobSpec): spec is TrainedJobSpec =>
  spec.kind === 'fixed' || spec.kind === 'yoto';

/** The indices of the jobs of the same sweep that must be completed first. */
export function jobSources(spec: JobSpec): number[] {
  if (spec.kind === 'codec') return [];
  if (spec.kind === 'interpolation') return [spec.sources.least.index, spec.sources.greatest.index];
  return spec.startsFrom ? [spec.startsFrom.index] : [];
}

/** Where the progress of a job ends. */
export const jobSteps = (spec: JobSpec): number => (isTrained(spec) ? spec.steps : UNTRAINED_STEPS);

/** 0 for a codec, which draws nothing. */
export const jobSeed = (spec: JobSpec): number => (spec.kind === 'codec' ? 0 : spec.seed);

/** The lambda of a fixed job, `undefined` for every other. */
export function fixedLambda(spec: JobSpec): Lambda | undefined {
  if (spec.kind !== 'fixed') return undefined;
  const entries = Object.entries(spec.distribution).flatMap(([term, distribution]) =>
    distribution.kind === 'fixed' ? [[term, distribution.value] as const] : [],
  );
  return Object.fromEntries(entries);
}

/** What the results of a group's jobs of one kind are called: interpolations are a series beside their group's own. */
export const seriesName = (group: string, kind: JobKind): string =>
  kind === 'interpolation' ? `interpolation of ${group}` : group;
