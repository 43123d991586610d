/** A trained model to look at, at any lambda, on whatever engine is open. */
import {
  AppError,
  type Lambda,
  lambdaVariables,
  parseInput,
  type TrainedJobSpec,
  taskVersion,
} from '@yoto/core';
import { tf } from '@yoto/engine';
import { type CheckpointState, decodeCheckpoint } from '../checkpoint/checkpoint.ts';
import { uploadTensors } from '../checkpoint/host-tensors.ts';
import { createConditioning } from '../conditioning/create-conditioning.ts';
import { downloadPictures } from '../examples/example-picture.ts';
import { constantLambdaBatch } from '../lambda/lambda-batch.ts';
import type { HostPicture } from '../task.ts';
import { forwardContext } from '../train/forward-context.ts';
import type {
  ExploreChoice,
  ExploredModel,
  ExploreInput,
  ExploreMeasure,
  ExploreSet,
  ExploreTask,
  SampleContext,
} from './explore-task.ts';
import { type ExploreSlider, exploreSliders } from './sliders.ts';

/** An `ExploreSet` on the host. */
export interface ShownSet extends Pick<ExploreSet, 'name' | 'label' | 'captions'> {
  pictures: HostPicture[];
  values: Record<string, readonly number[]>;
  /** False for what the model makes of nothing but noise. */
  isOfPictures: boolean;
}

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
    model = await task.open(subject);
    uploadTensors(weights, new Map([...model.weights(), ...conditioning.weights()]), 'weights');
    return model;
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

type Batch = Readonly<Record<string, readonly HostPicture[]>>;

/** As an evaluation batches them, because its noise depends on the batch. */
function inBatches(inputs: readonly ExploreInput[], pictures: Batch, batchSize: number): Batch[] {
  const counts = new Set(inputs.map(({ name }) => pictures[name]?.length ?? 0));
  const all = inputs.flatMap(({ name }) => pictures[name] ?? []);
  const sizes = new Set(all.map(({ height, width, channels }) => `${height} ${width} ${channels}`));
  if (counts.size !== 1 || sizes.size > inputs.length || all.some(({ channels }) => channels !== 3)) {
    throw new AppError(
      'invalid_input',
      'The pictures must be in colour, of one size, and as many of each kind',
    );
  }
  const [count = 0] = counts;
  return Array.from({ length: Math.ceil(count / batchSize) }, (_, index) => {
    const from = index * batchSize;
    const part = ({ name }: ExploreInput) =>
      [name, pictures[name]?.slice(from, from + batchSize) ?? []] as const;
    return Object.fromEntries(inputs.map(part));
  });
}

const WHITE = 255;

function uploaded(batch: Batch): Record<string, tf.Tensor4D> {
  const entries = Object.entries(batch).map(([name, pictures]) => {
    const { height = 0, width = 0, channels = 3 } = pictures[0] ?? {};
    const size = height * width * channels;
    const values = new Float32Array(pictures.length * size);
    for (const [index, { pixels }] of pictures.entries())
      for (let at = 0; at < size; at++) values[index * size + at] = (pixels[at] as number) / WHITE;
    return [name, tf.tensor4d(values, [pictures.length, height, width, channels])] as const;
  });
  return Object.fromEntries(entries);
}

async function downloaded(
  origin: Pick<ShownSet, 'isOfPictures'>,
  make: () => ExploreSet[],
): Promise<ShownSet[]> {
  let sets: ExploreSet[] = [];
  const kept = tf.tidy(() => {
    sets = make();
    return sets.map(({ images, values = {} }) => ({ images, ...values }));
  });
  try {
    return await Promise.all(sets.map(async (set) => ({ ...(await onHost(set)), ...origin })));
  } finally {
    tf.dispose(kept);
  }
}

async function onHost({ images, values = {}, ...set }: ExploreSet): Promise<Omit<ShownSet, 'isOfPictures'>> {
  const [, height, width] = images.shape;
  const entries = Object.entries(values).map(
    async ([name, tensor]) => [name, [...(await tensor.data())]] as const,
  );
  return {
    ...set,
    pictures: await downloadPictures(images, { height, width }),
    values: Object.fromEntries(await Promise.all(entries)),
  };
}

/** The sets of all batches, one after the other. */
function joined(batches: readonly ShownSet[][]): ShownSet[] {
  const [first = []] = batches;
  return first.map((set, index) => {
    const parts = batches.flatMap((batch) => batch[index] ?? []);
    const names = Object.keys(set.values);
    return {
      ...set,
      pictures: parts.flatMap(({ pictures }) => pictures),
      values: Object.fromEntries(
        names.map((name) => [name, parts.flatMap(({ values }) => values[name] ?? [])]),
      ),
    };
  });
}
