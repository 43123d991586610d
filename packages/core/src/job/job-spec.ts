/** One training run, self-contained: what a worker needs to know, and what a checkpoint repeats. */
import { z } from 'zod';
import { Lambda } from '../lambda/lambda.ts';
import { LambdaDistribution } from '../lambda/lambda-distribution.ts';
import { ConditioningSpec } from '../sweep/conditioning-spec.ts';
import { JobRequires } from '../sweep/job-requires.ts';
import { EvaluationPolicy, StoredLabels, trainingFields } from '../sweep/training-spec.ts';

/**
 * Two kinds train nothing: `interpolation` evaluates the mixture of two fixed models of its group (a baseline), and
 * `reference` a method that has no model of ours, e.g. a codec, with each of its settings.
 */
export const JobKind = z.enum(['fixed', 'yoto', 'interpolation', 'reference']);
export type JobKind = z.infer<typeof JobKind>;

export const JobSpec = z
  .strictObject({
    version: z.literal(1),
    /** `version` is left out where the task has none. */
    task: z.strictObject({
      id: z.string(),
      version: z.int().min(1).optional(),
      params: z.record(z.string(), z.unknown()),
    }),
    dataset: z.strictObject({ id: z.string(), params: z.record(z.string(), z.unknown()) }),
    group: z.string(),
    kind: JobKind,
    seed: z.int().min(0),
    /** Of each variable weight and loss parameter: one value for a fixed job (the degenerate YOTO job). */
    distribution: z.record(z.string(), LambdaDistribution),
    conditioning: ConditioningSpec,
    evaluation: EvaluationPolicy.extend({ lambdas: z.array(Lambda).min(1) }),
    /**
     * Of an interpolation: the indices (in the sweep's plan) of the fixed jobs with the least and the greatest weight. It
     * can start when both are completed; its `distribution` is the range between their weights.
     */
    sources: z.tuple([z.int().min(0), z.int().min(0)]).optional(),
    /** Of a reference: which of its task's. Its evaluation lambdas are its settings, e.g. `{ quality: 50 }`. */
    reference: z.string().optional(),
    /** What it asks of its worker beyond its task. */
    requires: JobRequires.optional(),
    ...trainingFields,
    labels: StoredLabels,
  })
  .meta({ id: 'JobSpec' });
export type JobSpec = z.infer<typeof JobSpec>;

/** The lambda of a fixed job, `undefined` for a YOTO job. */
export function fixedLambda(spec: Pick<JobSpec, 'kind' | 'distribution'>): Lambda | undefined {
  if (spec.kind !== 'fixed') return undefined;
  const entries = Object.entries(spec.distribution).flatMap(([term, distribution]) =>
    distribution.kind === 'fixed' ? [[term, distribution.value] as const] : [],
  );
  return Object.fromEntries(entries);
}

/** What the results of a group's jobs of one kind are called: interpolations are a series beside their group's own. */
export const seriesName = (group: string, kind: JobKind): string =>
  kind === 'interpolation' ? `interpolation of ${group}` : group;
