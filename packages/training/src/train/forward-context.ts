import { encodeLambda } from '../conditioning/encode-lambda.ts';
import type { LambdaBatch } from '../lambda/lambda-batch.ts';
import { createNoiseSource } from '../random/noise-source.ts';
import type { ForwardContext } from '../task.ts';
import type { OpenModel } from './open-model.ts';

/**
 * What a model is given for one forward pass over a batch with these lambdas; the noise is a function of (seed, phase,
 * index). Call it once per pass, within its `tf.tidy` and gradient.
 */
export function forwardContext(
  { spec, conditioning }: Pick<OpenModel, 'spec' | 'conditioning'>,
  lambdas: LambdaBatch,
  phase: 'train' | 'evaluate' | 'pictures',
  index: number,
): ForwardContext {
  return {
    ...conditioning.at(encodeLambda(lambdas, spec)),
    mode: phase === 'train' ? 'train' : 'evaluate',
    noise: createNoiseSource(spec.seed, phase, index),
  };
}
