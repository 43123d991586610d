import type { ConditioningSpec } from '@yoto/core';
import { tf } from '@yoto/engine';
import type { LambdaBatch } from '../lambda/lambda-batch.ts';

/** What the network is told of the weights, `[examples, terms]`: their natural logarithms, or (ablation) themselves. */
export function encodeLambda(batch: LambdaBatch, preprocess: ConditioningSpec['preprocess']): tf.Tensor2D {
  const values = preprocess === 'log' ? batch.values.map(Math.log) : batch.values;
  return tf.tensor2d(values, [batch.examples, batch.terms.length]);
}
