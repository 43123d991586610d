import type { TaskSpec } from '@yoto/core';
import { tf } from '@yoto/engine';
import type { LambdaBatch } from '../lambda/lambda-batch.ts';

/**
 * The training objective (paper, equation 3): `mean_b sum_i lambda[b, i] * term_i[b]`.
 * `terms` are `[batch]` each, in the order of the task's loss terms; a term with a fixed weight keeps it.
 */
export function weightedLoss(
  terms: readonly tf.Tensor1D[],
  lossTerms: TaskSpec['lossTerms'],
  lambdas: LambdaBatch,
): tf.Scalar {
  const weighted = lossTerms.map(({ name, weight }, index) => {
    const term = terms[index] as tf.Tensor1D;
    if ('fixed' in weight) return weight.fixed === 1 ? term : term.mul<tf.Tensor1D>(weight.fixed);
    return term.mul<tf.Tensor1D>(column(lambdas, name));
  });
  return tf.mean(tf.addN(weighted));
}

function column(lambdas: LambdaBatch, term: string): tf.Tensor1D {
  const width = lambdas.terms.length;
  const index = lambdas.terms.indexOf(term);
  return tf.tensor1d(
    Float32Array.from(
      { length: lambdas.examples },
      (_, example) => lambdas.values[example * width + index] as number,
    ),
  );
}
