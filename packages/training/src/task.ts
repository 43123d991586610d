/** The plug-in interface: what a task gives, and what it is given. The built-in tasks get nothing more. */
import type { DataFingerprint, Lambda, TaskSpec, TrainedJobSpec } from '@yoto/core';
import type { tf } from '@yoto/engine';
import type { HostTensors } from './checkpoint/checkpoint.ts';
import type { Conditioning, LambdaContext } from './conditioning/conditioning.ts';
import type { TaskCommand } from './task-command.ts';

/** One array of a batch on the host, in row-major order; the first dimension is the batch. */
export interface HostArray {
  shape: readonly number[];
  data: Float32Array | Int32Array;
}
/** A batch on the host, by the names that the task's model reads. */
export type HostBatch = Readonly<Record<string, HostArray>>;
/** The same batch on the engine. The trainer owns the tensors and disposes of them. */
export type BatchTensors = Readonly<Record<string, tf.Tensor>>;

/** Batches by index. `at` is pure in (seed, index): asked twice, it gives the same numbers. */
export interface Batches {
  /** Batches in one pass (evaluation), or Infinity (training goes on as long as it is asked). */
  count: number;
  at(index: number): Promise<HostBatch>;
  /** What people call the examples of a batch, e.g. by their files; left out where they have no names. Asked in evaluation only. */
  names?(index: number): Promise<readonly string[]>;
}

/** Standard normal or uniform noise, a pure function of (seed, step, name): the same for every lambda. */
export interface NoiseSource {
  normal(name: string, shape: readonly number[]): tf.Tensor;
  uniform(name: string, shape: readonly number[]): tf.Tensor;
}

/** Weights and loss parameters of each example, by name: `[batch]` each. */
export type ExampleLambdas = Readonly<Record<string, tf.Tensor1D>>;

export type ForwardMode = 'train' | 'evaluate';

/** One forward pass. Its `modulate` and `widen` are how a model is told the lambdas of its examples. */
export interface ForwardContext extends LambdaContext {
  mode: ForwardMode;
  noise: NoiseSource;
}

/** A trainable variable by its full name, e.g. `encoder/conv1/kernel`. */
export type NamedVariables = ReadonlyMap<string, tf.Variable>;

export interface Model<Output> {
  forward(batch: BatchTensors, context: ForwardContext): Output;
  /** The model's own variables, without the conditioning's. */
  weights(): NamedVariables;
}

/** Pictures of one kind, made with one lambda: one sheet of tiles in the dashboard. */
export interface PictureSet {
  /** The section that it belongs to, e.g. `reconstructions`: lower-case letters, digits and dashes. */
  name: string;
  /** The heading of the section. */
  label: string;
  /** What the pictures were made with; null for the data alone, e.g. the inputs. */
  lambda: Lambda | null;
  /** `[count, height, width, 1 or 3]`, from 0 (black) to 1. */
  images: tf.Tensor4D;
  /** Tiles in a row; as many as there are, but at most 8, unless given. */
  columns?: number;
}

/** An 8-bit picture on the host, `[height, width, channels]`. */
export interface HostPicture {
  height: number;
  width: number;
  channels: 1 | 3;
  pixels: Uint8Array;
}

/**
 * Single examples as pictures, for people to look at beside the values of the same example. The trainer asks during the
 * last evaluation and keeps those of the first few examples; of large pictures the middle.
 */
export interface ExamplePictures<Output> {
  /** The examples themselves: `[batch, height, width, 1 or 3]`, from 0 (black) to 1. */
  original(batch: BatchTensors): tf.Tensor4D;
  /** What the model made of them, of the same shape; the output is the one whose metrics are taken. */
  result(output: Output, batch: BatchTensors): tf.Tensor4D;
}

export interface PictureContext {
  /** The first held-out examples, 8 at most: the same for every job of a data set. The trainer's, like every batch. */
  batch: BatchTensors;
  /** How many examples the batch has. */
  examples: number;
  /** What to show: the lambda of a fixed job; some of the evaluation lambdas of a YOTO job or an interpolation. */
  lambdas: readonly Lambda[];
  /**
   * What `make` gives for a lambda. An interpolation is two models: `make` is called with the weights of each, told the
   * lambda that it was trained with, and `mix` averages what they give (`share` of `greatest`, strictly between 0 and 1).
   */
  atLambda<Shown>(
    lambda: Lambda,
    make: (lambda: Lambda) => Shown,
    mix: (least: Shown, greatest: Shown, share: number) => Shown,
  ): Shown;
  /**
   * What the model's `forward` wants: so many examples, all with this lambda. The noise is a function of the seed alone,
   * so that lambdas and models can be compared.
   */
  forwardContext(lambda: Lambda, size: number): ForwardContext;
}

export interface TaskContext {
  /** Parsed by the task's and the data set's own schemas. */
  params: Record<string, unknown>;
  dataset: { id: string; params: Record<string, unknown> };
  /** The worker's folder of data sets. */
  dataDir: string;
  /** Further folders that jobs may read, by the names that their parameters may use. */
  dataFolders?: Readonly<Record<string, string>>;
  seed: number;
  batchSize: number;
  /** How many held-out examples an evaluation should use, at most. */
  evaluationExamples: number;
  widthMultiplier: number;
  /** Where a model declares how it meets lambda: `site`, `blockInput` and `vector`. */
  conditioning: Conditioning;
}

/** On the host: as a checkpoint holds it. */
export interface TrainedModel {
  spec: TrainedJobSpec;
  /** Of the model and of the conditioning. */
  weights: HostTensors;
}

/** Metrics that no engine computes, e.g. the size of real files, of one trained model. */
export interface HostMetrics<Output> {
  /** What of the output they are measured of: `[batch, ...]` each, brought to the host. */
  inputs(output: Output): Record<string, tf.Tensor>;
  /** A value an example by the names of the spec; NaN where there is none. */
  measure(inputs: HostBatch, batch: HostBatch, lambda: Lambda): Promise<Record<string, readonly number[]>>;
}

/** Weights that a run uses and never trains, e.g. of a pretrained feature network. */
export interface FrozenWeights {
  /** The same for all versions of the weights, e.g. `vgg19`; unique in a run. */
  name: string;
  /** For people. */
  title: string;
  /** Of the weights, 64 hexadecimal digits: two with the same name and hash are the same. */
  sha256: string;
  /** By their names. None of them is among the model's `weights()`. */
  tensors(): ReadonlyMap<string, tf.Tensor>;
}

export interface TaskRun<Output = unknown> {
  data: {
    train: Batches;
    evaluation: Batches;
    /** What was found where, for people. */
    description: string;
    /** A hash that stands for the data, training and evaluation; asked for once, before the first step. */
    fingerprint?(): Promise<DataFingerprint>;
  };
  model: Model<Output>;
  /**
   * What it uses and never trains. The task opens and disposes of them; attempts and checkpoints record who they are, and a
   * checkpoint is refused by a run with others.
   */
  frozen?: readonly FrozenWeights[];
  /**
   * UNWEIGHTED losses of each example, by the names of the spec: `[batch]` each. `lambda` is there for the loss parameters;
   * the weights in it are the trainer's affair.
   */
  lossTerms(output: Output, batch: BatchTensors, lambda: ExampleLambdas): Record<string, tf.Tensor1D>;
  /**
   * Metrics of each example, by the names of the spec but those `onHost`: `[batch]` each. Called in evaluation only.
   */
  metrics(output: Output, batch: BatchTensors): Record<string, tf.Tensor1D>;
  /** The metrics that the spec says are `onHost`; asked for once, for the last evaluation. They may take their time. */
  hostMetrics?(model: TrainedModel): HostMetrics<Output>;
  /**
   * The outputs of two models for the same batch and noise, averaged: `share` (strictly between 0 and 1) of `greatest`,
   * the rest of `least`. For the interpolation baseline (paper, appendix B.1); the spec says `interpolates: true`.
   */
  interpolate?(least: Output, greatest: Output, share: number): Output;
  /**
   * What a codec of the spec's `codecs` reaches with one setting: one value per evaluation example, by the names of
   * loss terms and metrics. Both axes of the frontier must be there; what means nothing for it may be left out. It must
   * be measured by the same code as the model's outputs. The trainer averages.
   */
  evaluateCodec?(codec: {
    id: string;
    setting: number;
    /** Takes what the codec made of an example (by its index); for tasks that have `examplePictures`. */
    show?(example: number, picture: HostPicture): Promise<void>;
  }): Promise<Readonly<Record<string, readonly number[]>>>;
  /** For tasks whose examples are pictures, to be compared one by one: original, models and codecs. */
  examplePictures?: ExamplePictures<Output>;
  /**
   * What there is to see of the trained model; called once, after the last step, within `tf.tidy`. A function of the
   * weights and the context alone. A task that mixes outputs makes all that depends on lambda in `context.atLambda`.
   */
  pictures?(context: PictureContext): PictureSet[];
  /**
   * What the task's `ExploreTask` needs beside the weights, because a browser has neither the data nor frozen networks. A
   * function of those two alone; asked for once, before the first checkpoint. Every checkpoint repeats it, so it must be
   * small beside the weights. By names of the task's own.
   */
  exploreTensors?(): Promise<HostTensors>;
  dispose(): Promise<void> | void;
}

export interface Task<Output = unknown> {
  spec: TaskSpec;
  /** Opens the data and builds the model with freshly initialised weights (a function of the seed alone). */
  setup(context: TaskContext): Promise<TaskRun<Output>>;
  /** What each of the spec's `commands` does, by its name. */
  commands?: Readonly<Record<string, TaskCommand>>;
}
