import type { TaskSpec } from '@yoto/core';
import { tf } from '@yoto/engine';
import type { ExampleLambdas } from '../task.ts';

/**
 * The training objective (paper, equation 3): `mean_b sum_i lambda[b, i] * term_i[b]`.
 * `terms` are `[batch]` each, in the order of the task's loss terms; a term with a fixed weight keeps it. Loss
 * parameters weight nothing. With `scales`, `[batch]`, each example's loss is multiplied by its own.
 */
export function weightedLoss(
  terms: readonly tf.Tensor1D[],
  lossTerms: TaskSpec['lossTerms'],
  lambdas: ExampleLambdas,
  scales?: Float32Array,
): tf.Scalar {
  const weighted = lossTerms.map(({ name, weight }, index) => {
    const term = terms[index] as tf.Tensor1D;
    if ('fixed' in weight) return weight.fixed === 1 ? term : term.mul<tf.Tensor1D>(weight.fixed);
    return term.mul<tf.Tensor1D>(lambdas[name] as tf.Tensor1D);
  });
  const losses = tf.addN(weighted);
  return tf.mean(scales ? tf.mul(losses, tf.tensor1d(scales)) : losses);
}
