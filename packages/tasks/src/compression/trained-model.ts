/** A trained model from its checkpoint, without its data: for programs that encode and decode pictures with it. */
import { type Lambda, variableTerms } from '@yoto/core';
import {
  type CheckpointState,
  type Conditioning,
  constantLambdaBatch,
  createConditioning,
  encodeLambda,
  type LambdaContext,
  uploadTensors,
} from '@yoto/training';
import { requireTask } from '../commands/model-of.ts';
import { networkSizes } from './architecture/network-sizes.ts';
import { type CompressionModel, createCompressionModel } from './model.ts';
import { type CompressionParams, compressionSpec } from './spec.ts';

export interface TrainedCompressionModel {
  model: CompressionModel;
  /** Its sites are the convolutions, by their names. */
  conditioning: Conditioning;
  /** What the transforms want of a lambda, for so many pictures; within `tf.tidy`. */
  at(lambda: Lambda, size: number): LambdaContext;
  dispose(): void;
}

/**
 * Builds the model on the current engine and gives it the checkpoint's weights. Throws `invalid_input` for a checkpoint of
 * another task, `checkpoint_corrupt` when its weights do not fit.
 */
export function openTrainedModel({ spec, weights }: CheckpointState): TrainedCompressionModel {
  requireTask({ spec }, compressionSpec.id);
  const terms = variableTerms(compressionSpec);
  const conditioning = createConditioning(spec.conditioning, terms.length, spec.seed);
  const sizes = networkSizes(spec.task.params as CompressionParams, spec.widthMultiplier);
  const model = createCompressionModel(sizes, conditioning, spec.seed);
  const dispose = () => {
    model.dispose();
    conditioning.dispose();
  };
  try {
    uploadTensors(weights, new Map([...model.weights(), ...conditioning.weights()]), 'weights');
  } catch (error) {
    dispose();
    throw error;
  }
  return {
    model,
    conditioning,
    at: (lambda, size) => conditioning.at(encodeLambda(constantLambdaBatch(lambda, terms, size), spec)),
    dispose,
  };
}
