/** The plug-in interface: what a task gives, and what it is given. The built-in tasks get nothing more. */
import type { TaskSpec } from '@yoto/core';
import type { tf } from '@yoto/engine';
import type { Conditioning } from './conditioning/conditioning.ts';

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
}

/** Standard normal or uniform noise, a pure function of (seed, step, name): the same for every lambda. */
export interface NoiseSource {
  normal(name: string, shape: readonly number[]): tf.Tensor;
  uniform(name: string, shape: readonly number[]): tf.Tensor;
}

export interface ForwardContext {
  mode: 'train' | 'evaluate';
  /** What the conditioning sees: `[batch, variable terms]`, logarithms or raw weights. */
  encodedLambda: tf.Tensor2D;
  noise: NoiseSource;
}

/** A trainable variable by its full name, e.g. `encoder/conv1/kernel`. */
export type NamedVariables = ReadonlyMap<string, tf.Variable>;

export interface Model<Output> {
  forward(batch: BatchTensors, context: ForwardContext): Output;
  /** The model's own variables, without the conditioning's. */
  weights(): NamedVariables;
}

export interface TaskContext {
  /** Parsed by the task's and the data set's own schemas. */
  params: Record<string, unknown>;
  dataset: { id: string; params: Record<string, unknown> };
  dataDir: string;
  seed: number;
  batchSize: number;
  /** How many held-out examples an evaluation should use, at most. */
  evaluationExamples: number;
  widthMultiplier: number;
  /** Where a model meets lambda: `site` and `blockInput`; the identity when conditioning is `none`. */
  conditioning: Conditioning;
}

export interface TaskRun<Output = unknown> {
  data: { train: Batches; evaluation: Batches; description: string };
  model: Model<Output>;
  /** UNWEIGHTED losses of each example, by the names of the spec: `[batch]` each. */
  lossTerms(output: Output, batch: BatchTensors): Record<string, tf.Tensor1D>;
  /** Metrics of each example, by the names of the spec: `[batch]` each. Called in evaluation only. */
  metrics(output: Output, batch: BatchTensors): Record<string, tf.Tensor1D>;
  dispose(): Promise<void> | void;
}

export interface Task<Output = unknown> {
  spec: TaskSpec;
  /** Opens the data and builds the model with freshly initialised weights (a function of the seed alone). */
  setup(context: TaskContext): Promise<TaskRun<Output>>;
}
