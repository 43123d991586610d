import { type EvaluationPoint, finiteEvaluation, type TaskSpec } from '@yoto/core';
import { fullLoss } from '@yoto/frontier';

export interface ScoreKeeper {
  evaluated(points: readonly EvaluationPoint[]): void;
  /** Mean full loss over the evaluation lambdas; null where this step was not evaluated or the model diverged. */
  at(step: number): number | null;
}

/** The score by which the best checkpoint of a job is kept. An evaluation is reported before its step's checkpoint. */
export function scoreKeeper(lossTerms: TaskSpec['lossTerms']): ScoreKeeper {
  let last: readonly EvaluationPoint[] = [];
  return {
    evaluated(points) {
      last = points;
    },
    at(step) {
      if (last[0]?.step !== step) return null;
      let sum = 0;
      for (const { at, losses } of last.map(finiteEvaluation)) {
        const loss = 'lambda' in at ? fullLoss(lossTerms, at.lambda, losses) : null;
        if (loss === null) return null;
        sum += loss;
      }
      return sum / last.length;
    },
  };
}
