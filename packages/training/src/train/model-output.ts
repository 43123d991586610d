import type { Lambda } from '@yoto/core';
import { encodeLambda } from '../conditioning/encode-lambda.ts';
import { constantLambdaBatch } from '../lambda/lambda-batch.ts';
import { createNoiseSource } from '../random/noise-source.ts';
import type { BatchTensors } from '../task.ts';
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
  { run, spec, terms }: Pick<OpenModel, 'run' | 'spec' | 'terms'>,
  { batch, index, size, lambda }: EvaluationPlace,
): unknown {
  return run.model.forward(batch, {
    mode: 'evaluate',
    encodedLambda: encodeLambda(constantLambdaBatch(lambda, terms, size), spec),
    noise: createNoiseSource(spec.seed, 'evaluate', index),
  });
}
