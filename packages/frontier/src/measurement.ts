/** What was measured, arranged for comparison: the models of one group at one lambda, one measurement a seed. */
import { type EvaluationPoint, type Lambda, lambdaKey } from '@yoto/core';
import type { FrontierJob } from './frontier-input.ts';

/** One model evaluated at one lambda. */
export type Measurement = Pick<EvaluationPoint, 'losses' | 'metrics'> & { jobId: string };

export interface MeasuredLambda {
  lambda: Lambda;
  measurements: Measurement[];
}

type MeasuredJob = Pick<FrontierJob, 'id' | 'kind' | 'lambda'>;

/**
 * Gathers the evaluations of the jobs of one group by lambda. A fixed model counts at the lambda it was trained for;
 * a YOTO model, or a mix of models, at every lambda it was evaluated at.
 */
export function measuredLambdas(
  jobs: readonly MeasuredJob[],
  evaluations: ReadonlyMap<string, readonly EvaluationPoint[]>,
): MeasuredLambda[] {
  const byKey = new Map<string, MeasuredLambda>();
  for (const job of jobs) {
    for (const { lambda, losses, metrics } of modelPoints(job, evaluations.get(job.id) ?? [])) {
      const key = lambdaKey(lambda);
      const entry = byKey.get(key) ?? { lambda, measurements: [] };
      entry.measurements.push({ jobId: job.id, losses, metrics });
      byKey.set(key, entry);
    }
  }
  return [...byKey.values()];
}

function modelPoints(
  job: MeasuredJob,
  evaluations: readonly EvaluationPoint[],
): Pick<EvaluationPoint, 'lambda' | 'losses' | 'metrics'>[] {
  const { lambda } = job;
  if (job.kind !== 'fixed' || lambda === null) return [...evaluations];
  // The terms of a fixed model do not depend on lambda, so any of its evaluations stands for its own lambda.
  const own = evaluations.find((point) => lambdaKey(point.lambda) === lambdaKey(lambda)) ?? evaluations[0];
  return own ? [{ lambda, losses: own.losses, metrics: own.metrics }] : [];
}
