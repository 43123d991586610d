import type { TaskSpec } from '@yoto/core';
import { lambdaQuantile, type TrainedJobSpec, variableTerms } from '@yoto/core';
import type { LambdaBatch } from '../lambda/lambda-batch.ts';

/**
 * What the loss of each example is multiplied by, `[examples]`: `mean_i(lambda_i / median_i) ^ -weightBalance` over the weights
 * that vary. The expectation that YOTO minimises may weight each lambda by anything positive: its minimum at each lambda
 * is the same (paper, theorem 1), the way there is not. Undefined where the job asks for none.
 */
export function exampleScales(
  { values, examples, variables }: LambdaBatch,
  { optimiser, distribution }: Pick<TrainedJobSpec, 'optimiser' | 'distribution'>,
  task: Pick<TaskSpec, 'lossTerms'>,
): Float32Array | undefined {
  const { weightBalance } = optimiser;
  if (weightBalance === undefined) return undefined;
  const terms = variableTerms(task);
  const medians = variables.map((name) => {
    const drawn = terms.includes(name) ? distribution[name] : undefined;
    return drawn && lambdaQuantile(drawn, 0.5);
  });
  return Float32Array.from({ length: examples }, (_, example) => {
    const relative = medians.flatMap((median, column) =>
      median ? [(values[example * variables.length + column] as number) / median] : [],
    );
    const mean = relative.reduce((sum, weight) => sum + weight, 0) / relative.length;
    return mean > 0 ? mean ** -weightBalance : 1;
  });
}
