/** What was measured, arranged for comparison: the models of one group at one place, one measurement per seed. */
import { type Lambda, lambdaKey, type Place, placeKey } from '@yoto/core';
import type { ComparedEvaluation, ComparedJob } from '../comparison-input.ts';

/** One model evaluated at one place. */
export type Measurement = Pick<ComparedEvaluation, 'jobId' | 'losses' | 'metrics'>;

export interface MeasuredPlace {
  at: Place;
  measurements: Measurement[];
}

/**
 * Gathers the evaluations of the jobs of one group by place. A fixed model counts at the lambda it was trained for; a
 * YOTO model, or a mix of models, at every lambda it was evaluated at.
 */
export function measuredPlaces(
  jobs: readonly Pick<ComparedJob, 'id' | 'lambda'>[],
  evaluations: ReadonlyMap<string, readonly ComparedEvaluation[]>,
  lossParameters: readonly string[],
): MeasuredPlace[] {
  const byKey = new Map<string, MeasuredPlace>();
  for (const job of jobs) {
    for (const { at, losses, metrics } of countedPoints(job, evaluations.get(job.id) ?? [], lossParameters)) {
      const key = placeKey(at);
      const entry = byKey.get(key) ?? { at, measurements: [] };
      entry.measurements.push({ jobId: job.id, losses, metrics });
      byKey.set(key, entry);
    }
  }
  return [...byKey.values()];
}

function countedPoints(
  { lambda }: Pick<ComparedJob, 'lambda'>,
  evaluations: readonly ComparedEvaluation[],
  lossParameters: readonly string[],
): Pick<ComparedEvaluation, 'at' | 'losses' | 'metrics'>[] {
  if (lambda === null) return [...evaluations];
  const own =
    evaluations.find(({ at }) => 'lambda' in at && lambdaKey(at.lambda) === lambdaKey(lambda)) ??
    reweighted(evaluations, lambda, lossParameters);
  return own ? [{ at: { lambda }, losses: own.losses, metrics: own.metrics }] : [];
}

/**
 * What a fixed model measures at another lambda: its terms do not depend on the weights, so any evaluation with the
 * same loss parameters serves. `parameters`: the names of the loss parameters.
 */
export function reweighted(
  evaluations: readonly ComparedEvaluation[],
  lambda: Lambda,
  parameters: readonly string[],
): ComparedEvaluation | undefined {
  return evaluations.find(
    ({ at }) => 'lambda' in at && parameters.every((name) => at.lambda[name] === lambda[name]),
  );
}
