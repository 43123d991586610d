/** A trained model from its checkpoint, without its data: for programs that stylise pictures with it. */
import { type FrozenIdentity, type Lambda, lambdaRange, variableTerms } from '@yoto/core';
import { tf } from '@yoto/engine';
import {
  assertSameFrozen,
  type CheckpointState,
  constantLambdaBatch,
  createConditioning,
  encodeLambda,
  type TaskContext,
  uploadTensors,
} from '@yoto/training';
import { requireFinite, requireTask } from '../commands/model-of.ts';
import type { WeightLimits } from '../commands/trained-weight.ts';
import { createStyleModel } from './model.ts';
import { openStyleDescriber, type StyleDescriber } from './networks.ts';
import { type StyleTransferParams, styleTransferSpec, transformerChannels } from './spec.ts';

export interface TrainedStyleModel {
  /** `content` `[1, height, width, 3]` in [0, 1] in the style of `style`: `[1, height, width, 3]`. The caller disposes of it. */
  stylise(content: tf.Tensor4D, style: tf.Tensor4D, lambda: Lambda): tf.Tensor4D;
  dispose(): void;
}

/** What is known of a model without building it. */
export interface StyleModelFacts {
  /** Of its first layer. */
  channels: number;
  /** Side of the style images that it was trained with, in pixels. */
  imageSize: number;
  /** Of the weights that vary, in the task's order. */
  limits: WeightLimits[];
}

/** Throws `invalid_input` for a checkpoint of another task, `diverged`. */
export function styleModelFacts(state: CheckpointState): StyleModelFacts {
  requireTask(state, styleTransferSpec.id);
  requireFinite(state);
  const { task, dataset, widthMultiplier, distribution } = state.spec;
  return {
    channels: transformerChannels(task.params as StyleTransferParams, widthMultiplier),
    imageSize: (dataset.params as { imageSize: number }).imageSize,
    limits: variableTerms(styleTransferSpec).flatMap((term) => {
      const own = distribution[term];
      return own ? [{ term, ...lambdaRange(own) }] : [];
    }),
  };
}

/**
 * Builds the model on the current engine, gives it the checkpoint's weights, and opens the network that describes styles.
 * Throws what `styleModelFacts` does, `checkpoint_corrupt` when its weights do not fit or it was trained with another network,
 * and what `openStyleDescriber` throws.
 */
export async function openTrainedModel(
  state: CheckpointState,
  location: Pick<TaskContext, 'dataDir' | 'dataFolders'>,
): Promise<TrainedStyleModel> {
  const { channels } = styleModelFacts(state);
  const { spec, weights } = state;
  const describer = await openStyleDescriber(spec.task.params as StyleTransferParams, location);
  const terms = variableTerms(styleTransferSpec);
  const conditioning = createConditioning(spec.conditioning, terms.length, spec.seed);
  const model = createStyleModel({ channels, styleFeatures: describer.vectorSize }, conditioning, spec.seed);
  const dispose = () => {
    model.dispose();
    conditioning.dispose();
    describer.dispose();
  };
  try {
    assertSameFrozen({ frozen: state.frozen?.filter(isUsed(describer)) }, describer);
    uploadTensors(weights, new Map([...model.weights(), ...conditioning.weights()]), 'weights');
  } catch (error) {
    dispose();
    throw error;
  }
  return {
    stylise: (content, style, lambda) =>
      tf.tidy(() => {
        const told = conditioning.at(encodeLambda(constantLambdaBatch(lambda, terms, 1), spec));
        // Freed before the picture is painted, which takes all the memory there is.
        const vector = tf.tidy(() => describer.describe(style));
        return model.stylise(content, vector, told, { freesLayers: true });
      }),
    dispose,
  };
}

/** A network that only judges content and style is not needed any more. */
const isUsed =
  ({ frozen }: StyleDescriber) =>
  ({ name }: FrozenIdentity): boolean =>
    frozen.some((one) => one.name === name);
