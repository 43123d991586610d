import type { Lambda } from '@yoto/core';
import { constantLambdaBatch } from '../lambda/lambda-batch.ts';
import type { BatchTensors } from '../task.ts';
import { forwardContext } from './forward-context.ts';
import type { OpenModel } from './open-model.ts';

/** Where an evaluation stands: one of its batches, at one lambda. */
export interface EvaluationPlace {
  batch: BatchTensors;
  /** Of the batch among those of the evaluation. */
  index: number;
  /** Examples in the batch. */
  size: number;
  lambda: Lambda;
}

/** What the model makes of the batch, told the lambda; the noise is a function of (seed, batch). Call it within `tf.tidy`. */
export function modelOutput(
  model: Pick<OpenModel, 'run' | 'spec' | 'lambdaNames' | 'conditioning'>,
  { batch, index, size, lambda }: EvaluationPlace,
): unknown {
  const lambdas = constantLambdaBatch(lambda, model.lambdaNames, size);
  return model.run.model.forward(batch, forwardContext(model, lambdas, 'evaluate', index));
}
