import { type JobSpec, lambdaRange } from '@yoto/core';
import { tf } from '@yoto/engine';
import type { LambdaBatch } from '../lambda/lambda-batch.ts';

/**
 * What the network is told of the weights, `[examples, terms]`: their natural logarithms, or (ablation) the weights
 * themselves as shares of the greatest that the job draws. Undivided weights of several hundred make first losses of
 * 1e17, which Adam's second moments do not forget for thousands of steps.
 */
export function encodeLambda(
  { values, examples, terms }: LambdaBatch,
  { conditioning, distribution }: Pick<JobSpec, 'conditioning' | 'distribution'>,
): tf.Tensor2D {
  const greatest = terms.map((term) => {
    const one = distribution[term];
    return one ? lambdaRange(one).max : 1;
  });
  const encoded =
    conditioning.preprocess === 'log'
      ? values.map(Math.log)
      : values.map((value, index) => value / (greatest[index % terms.length] as number));
  return tf.tensor2d(encoded, [examples, terms.length]);
}
