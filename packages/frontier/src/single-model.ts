/**
 * The single-model baseline of the paper's section 4: ONE fixed-weight model whose losses are re-weighted for every
 * other lambda. The model chosen is the one with the least loss averaged over all lambdas.
 */
import type { Lambda, TaskSpec } from '@yoto/core';
import { fullLoss } from './full-loss.ts';
import type { MeasuredLambda } from './measurement.ts';
import { mean, present } from './seed-statistics.ts';

/**
 * The best of `candidates` (fixed models by the lambda they were trained for; their seeds are averaged), or undefined
 * while none has a finite loss. `lambdas`: those to average over.
 *
 * The full loss is linear in lambda, so its average over lambdas is the full loss at the average lambda.
 */
export function chooseSingleModel(
  candidates: readonly MeasuredLambda[],
  lambdas: readonly Lambda[],
  lossTerms: TaskSpec['lossTerms'],
): MeasuredLambda | undefined {
  const average = averageLambda(lambdas);
  let best: { loss: number; model: MeasuredLambda } | undefined;
  for (const model of candidates) {
    const losses = model.measurements.map(({ losses }) => fullLoss(lossTerms, average, losses));
    const loss = mean(present(losses));
    if (loss !== null && (best === undefined || loss < best.loss)) best = { loss, model };
  }
  return best?.model;
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
