import type { TaskSpec } from '@yoto/core';
import { lambdaQuantile, type TrainedJobSpec, variableTerms } from '@yoto/core';
import type { LambdaBatch } from '../lambda/lambda-batch.ts';

type ScaledJob = Pick<TrainedJobSpec, 'optimiser' | 'distribution'>;
type ScaledTask = Pick<TaskSpec, 'lossTerms'>;
/** Of one example: its value of a weight. */
type WeightOf = (name: string) => number;

/**
 * What the loss of each example is multiplied by, `[examples]`. The expectation that YOTO minimises may weight each lambda by anything
 * positive: its minimum at each lambda is the same (paper, theorem 1), the way there is not. Both are 1 for an example of median weights:
 * - `weightBalance`: `mean_i(lambda_i / median_i) ^ -weightBalance` over the weights that vary;
 * - `lossBalance`: `(sum_i lambda_i size_i / sum_i median_i size_i) ^ -lossBalance` over all terms, whose `sizes` are in the
 *   order of the task's.
 * Undefined where the job asks for none, or the sizes are not known yet.
 */
export function exampleScales(
  lambdas: LambdaBatch,
  spec: ScaledJob,
  task: ScaledTask,
  sizes: readonly number[] | undefined,
): Float32Array | undefined {
  const { weightBalance, lossBalance } = spec.optimiser;
  if (weightBalance !== undefined) return powers(lambdas, relativeWeight(spec, task), weightBalance);
  if (lossBalance === undefined || !sizes) return undefined;
  return powers(lambdas, relativeLoss(spec, task, sizes), lossBalance);
}

function powers(
  { values, examples, variables }: LambdaBatch,
  relative: (weightOf: WeightOf) => number,
  balance: number,
): Float32Array {
  return Float32Array.from({ length: examples }, (_, example) => {
    const found = relative((name) => values[example * variables.length + variables.indexOf(name)] as number);
    return found > 0 ? found ** -balance : 1;
  });
}

function relativeWeight({ distribution }: ScaledJob, task: ScaledTask) {
  const medians = variableTerms(task).flatMap((name) => {
    const median = medianOf(distribution, name);
    return median ? [{ name, median }] : [];
  });
  return (weightOf: WeightOf) =>
    medians.reduce((sum, { name, median }) => sum + weightOf(name) / median, 0) / medians.length;
}

function relativeLoss({ distribution }: ScaledJob, { lossTerms }: ScaledTask, sizes: readonly number[]) {
  const expected = (weightOf: WeightOf) =>
    lossTerms.reduce((sum, { name, weight }, term) => {
      const own = 'fixed' in weight ? weight.fixed : weightOf(name);
      return sum + own * (sizes[term] ?? 0);
    }, 0);
  const usual = expected((name) => medianOf(distribution, name) ?? 0);
  return (weightOf: WeightOf) => (usual > 0 ? expected(weightOf) / usual : 1);
}

function medianOf(distribution: ScaledJob['distribution'], name: string): number | undefined {
  const drawn = distribution[name];
  return drawn && lambdaQuantile(drawn, 0.5);
}
