/** A trained model to look at, at any lambda, on whatever engine is open. */
import {
  AppError,
  type Lambda,
  lambdaVariables,
  parseInput,
  type TrainedJobSpec,
  taskVersion,
} from '@yoto/core';
import { type CheckpointState, decodeCheckpoint } from '../checkpoint/checkpoint.ts';
import { uploadTensors } from '../checkpoint/host-tensors.ts';
import { createConditioning } from '../conditioning/create-conditioning.ts';
import { constantLambdaBatch } from '../lambda/lambda-batch.ts';
import { withoutFirstValues } from '../layers/parameters.ts';
import type { HostPicture } from '../task.ts';
import { forwardContext } from '../train/forward-context.ts';
import type {
  ExploreChoice,
  ExploredModel,
  ExploreInput,
  ExploreMeasure,
  ExploreTask,
  SampleContext,
} from './explore-task.ts';
import { downloaded, inBatches, joined, type ShownSet, uploaded } from './host-pictures.ts';
import { type ExploreSlider, exploreSliders } from './sliders.ts';

export interface ExploreRequest {
  lambda: Lambda;
  /** By the names of the inputs: as many of each, all of one size and in colour. */
  pictures: Readonly<Record<string, readonly HostPicture[]>>;
  /** Indices of the chosen options, by the names of the choices; the first unless given. */
  chosen?: Readonly<Record<string, number>>;
}

export interface Explorer {
  /** Optimiser steps that the model was trained for. */
  readonly step: number;
  readonly spec: TrainedJobSpec;
  readonly sliders: readonly ExploreSlider[];
  readonly inputs: readonly ExploreInput[];
  readonly choices: readonly ExploreChoice[];
  readonly measures: readonly ExploreMeasure[];
  /**
   * What the model makes of the pictures and, without any, of noise alone. The first pictures of an evaluation get the noise
   * that they had in it. Throws `invalid_input` for pictures that do not fit each other, an incomplete lambda, or
   * an option that there is not.
   */
  show(request: ExploreRequest): Promise<ShownSet[]>;
  dispose(): void;
}

/**
 * Builds the model of a checkpoint on the current engine. Throws `invalid_input` for a checkpoint of another task or of another
 * version of it, `checkpoint_corrupt` for a damaged file or weights that do not fit, and what the task throws.
 */
export async function openExplorer(task: ExploreTask, checkpoint: Uint8Array): Promise<Explorer> {
  const state = decodeCheckpoint(checkpoint);
  const spec = checkedSpec(task, state);
  const lambdaNames = lambdaVariables(task.spec).map(({ name }) => name);
  const conditioning = createConditioning(spec.conditioning, lambdaNames.length, spec.seed);
  const tensors = state.explore ?? new Map();
  const model = await openTask(task, { spec, conditioning, tensors }, state);
  const dispose = () => {
    model.dispose();
    conditioning.dispose();
  };
  const contextAt = (lambda: Lambda, index: number): SampleContext => ({
    lambda,
    forwardContext: (phase, size) =>
      forwardContext({ spec, conditioning }, constantLambdaBatch(lambda, lambdaNames, size), phase, index),
  });
  return {
    step: state.step,
    spec,
    sliders: exploreSliders(task.spec, spec),
    inputs: model.inputs,
    choices: model.choices ?? [],
    measures: model.measures ?? [],
    async show({ lambda, pictures, chosen: asked = {} }) {
      const chosen = checkedChoices(model.choices ?? [], asked);
      const batches = inBatches(model.inputs, pictures, spec.batchSize);
      const results: ShownSet[][] = [];
      for (const [index, batch] of batches.entries())
        results.push(
          await downloaded({ isOfPictures: true }, () =>
            model.results({ ...contextAt(lambda, index), images: uploaded(batch), chosen }),
          ),
        );
      const samples = await downloaded(
        { isOfPictures: false },
        () => model.samples?.(contextAt(lambda, 0)) ?? [],
      );
      return [...joined(results), ...samples];
    },
    dispose,
  };
}

function checkedSpec({ spec: task }: ExploreTask, { spec, step, weights }: CheckpointState): TrainedJobSpec {
  if (spec.task.id !== task.id) {
    throw new AppError('invalid_input', `The checkpoint is of the task "${spec.task.id}", not "${task.id}"`);
  }
  const version = spec.task.version ?? 1;
  if (version !== taskVersion(task)) {
    throw new AppError(
      'invalid_input',
      `The model was trained by version ${version} of the task "${task.id}", and this dashboard has version ${taskVersion(task)}: use the version of YOTO Sweeps that trained it`,
    );
  }
  for (const [name, { values }] of weights) {
    if (values.every(Number.isFinite)) continue;
    throw new AppError(
      'diverged',
      `The model has weights that are no numbers ("${name}"): it diverged before step ${step}. Choose an earlier checkpoint or another job`,
    );
  }
  const dataset = task.datasets.find(({ id }) => id === spec.dataset.id);
  return {
    ...spec,
    task: { ...spec.task, params: parseInput(task.params, spec.task.params, 'task.params of the job') },
    ...(dataset && {
      dataset: {
        ...spec.dataset,
        params: parseInput(dataset.params, spec.dataset.params, 'dataset.params of the job'),
      },
    }),
  };
}

async function openTask(
  task: ExploreTask,
  subject: Parameters<ExploreTask['open']>[0],
  { weights }: CheckpointState,
): Promise<ExploredModel> {
  const { conditioning } = subject;
  let model: ExploredModel | undefined;
  try {
    const opened = await withoutFirstValues(() => task.open(subject));
    model = opened;
    const variables = withoutFirstValues(() => [...opened.weights(), ...conditioning.weights()]);
    uploadTensors(weights, new Map(variables), 'weights');
    return opened;
  } catch (error) {
    model?.dispose();
    conditioning.dispose();
    throw error;
  }
}

function checkedChoices(
  choices: readonly ExploreChoice[],
  asked: Readonly<Record<string, number>>,
): Record<string, number> {
  const entries = choices.map(({ name, label, options }) => {
    const index = asked[name] ?? 0;
    if (!options[index])
      throw new AppError(
        'invalid_input',
        `There is no option ${index} of “${label}”: choose from 0 to ${options.length - 1}`,
      );
    return [name, index] as const;
  });
  return Object.fromEntries(entries);
}
