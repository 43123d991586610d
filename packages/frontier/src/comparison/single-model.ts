/**
 * The single-model baseline of the paper's section 4: ONE fixed-weight model whose losses are re-weighted for every
 * other lambda.
 */
import { type Lambda, lambdaKey, parametersAt, type ResolvedGroup } from '@yoto/core';
import type { ComparedEvaluation, ComparedTask } from '../comparison-input.ts';
import { fullLoss } from '../full-loss.ts';
import { mean, present } from '../seed-statistics.ts';
import { type MeasuredPlace, reweighted } from './measurement.ts';

type FixedGroup = Extract<ResolvedGroup, { kind: 'fixed' }>;

export interface SingleModel {
  lambda: Lambda;
  /** Of its seeds. */
  jobIds: readonly string[];
  /** Its losses at every lambda of the group, as far as they were measured. */
  measured: MeasuredPlace[];
  /** How it was chosen, in words. */
  rule: string;
}

/**
 * The model that the group names (figure 6a of the paper takes the default weights'), or else the one with the least
 * full loss averaged over the group's lambdas and its seeds. Undefined while that is not measured.
 */
export function singleModel(
  group: FixedGroup,
  measured: readonly MeasuredPlace[],
  evaluations: ReadonlyMap<string, readonly ComparedEvaluation[]>,
  task: ComparedTask,
): SingleModel | undefined {
  const parameters = (task.lossParameters ?? []).map(({ name }) => name);
  const atEveryLambda = (model: MeasuredPlace): MeasuredPlace[] =>
    group.lambdas.map((lambda) => ({
      at: { lambda },
      measurements: model.measurements.flatMap(({ jobId }) => {
        const found = reweighted(evaluations.get(jobId) ?? [], lambda, parameters);
        return found ? [{ jobId, losses: found.losses, metrics: found.metrics }] : [];
      }),
    }));
  const { singleModel: named } = group;
  const chosen = named
    ? measured.find(({ at }) => lambdaKey(parametersAt(at)) === lambdaKey(named))
    : leastMeanLoss(measured, (model) => meanLoss(model, group.lambdas, atEveryLambda, task));
  if (!chosen) return undefined;
  return {
    lambda: parametersAt(chosen.at),
    jobIds: chosen.measurements.map(({ jobId }) => jobId),
    measured: atEveryLambda(chosen),
    rule: named
      ? 'the model that the group names'
      : 'the model with the least full loss on average over the lambdas',
  };
}

function leastMeanLoss(
  candidates: readonly MeasuredPlace[],
  lossOf: (model: MeasuredPlace) => number | null,
): MeasuredPlace | undefined {
  let best: { loss: number; model: MeasuredPlace } | undefined;
  for (const model of candidates) {
    const loss = lossOf(model);
    if (loss !== null && (best === undefined || loss < best.loss)) best = { loss, model };
  }
  return best?.model;
}

function meanLoss(
  model: MeasuredPlace,
  lambdas: readonly Lambda[],
  atEveryLambda: (model: MeasuredPlace) => MeasuredPlace[],
  { lossTerms, lossParameters }: ComparedTask,
): number | null {
  const over = ({ measurements }: MeasuredPlace, lambda: Lambda) =>
    mean(present(measurements.map(({ losses }) => fullLoss(lossTerms, lambda, losses))));
  // The full loss is linear in the weights, so its average over lambdas is the full loss at the average lambda.
  if (!lossParameters?.length) return over(model, averageLambda(lambdas));
  return mean(atEveryLambda(model).map((place) => over(place, parametersAt(place.at))));
}

function averageLambda(lambdas: readonly Lambda[]): Lambda {
  const average: Lambda = {};
  for (const lambda of lambdas) {
    for (const [term, weight] of Object.entries(lambda)) {
      average[term] = (average[term] ?? 0) + weight / lambdas.length;
    }
  }
  return average;
}
