/**
 * What a task gives, beside `Task`, so that people can look at a trained model while they move lambda. It runs in browsers:
 * its module must import none of Node's, and no data set.
 */
import type { Lambda, TaskSpec, TrainedJobSpec } from '@yoto/core';
import type { tf } from '@yoto/engine';
import type { HostTensors } from '../checkpoint/checkpoint.ts';
import type { Conditioning } from '../conditioning/conditioning.ts';
import type { ForwardContext, HostPicture, NamedVariables } from '../task.ts';

export interface ExploreTask {
  spec: TaskSpec;
  /**
   * Builds the model as the task's `setup` does, without data, with any first weights. Throws an `AppError` that says what to
   * do for a model that cannot be explored.
   */
  open(subject: ExploreSubject): Promise<ExploredModel> | ExploredModel;
}

export interface ExploreSubject {
  /** Of the job that trained the model; `task.params` and `dataset.params` are those that the job was planned with. */
  spec: TrainedJobSpec;
  conditioning: Conditioning;
  /** What the task's `exploreTensors` gave; empty in checkpoints that were written before it gave anything. */
  tensors: HostTensors;
}

/** Pictures that a model looks at. */
export interface ExploreInput {
  /** The section of the job's stored pictures that has the held-out ones (a `PictureSet` with no lambda), e.g. `inputs`. */
  name: string;
  /** For people, e.g. `Content`. */
  label: string;
  /** Side of the squares, in pixels, that people's own pictures are cut and resized to. */
  side: number;
  /** People choose one of the held-out pictures, rather than see what is made of all. */
  isOne?: boolean;
}

/** Something else that a model is told, of which people choose one, e.g. a style. */
export interface ExploreChoice {
  name: string;
  /** For people, e.g. `Style`. */
  label: string;
  /** A sentence for people about where the options are from. */
  note: string;
  /** One at least. */
  options: readonly { label: string; picture: HostPicture }[];
  /** Which option each of the held-out pictures had in the job's stored pictures; further ones had none of these. */
  ofHeldOut: readonly number[];
}

export interface ExploredModel {
  /** The model's own variables, without the conditioning's. */
  weights(): NamedVariables;
  inputs: readonly ExploreInput[];
  choices?: readonly ExploreChoice[];
  /** What the values are called that are none of the spec's, or that mean something else here, e.g. an estimate. */
  measures?: readonly ExploreMeasure[];
  /** What the model makes of the pictures: a picture and values for each. Within `tf.tidy`. */
  results(context: ExploreContext): ExploreSet[];
  /** What it makes of nothing but noise. Within `tf.tidy`. */
  samples?(context: SampleContext): ExploreSet[];
  dispose(): void;
}

export interface ExploreMeasure {
  name: string;
  label: string;
  unit?: string;
}

export interface ExploreContext {
  /** `[count, height, width, 3]` from 0 (black) to 1, by the names of the inputs. */
  images: Readonly<Record<string, tf.Tensor4D>>;
  /** Indices of the chosen options, by the names of the choices. */
  chosen: Readonly<Record<string, number>>;
  lambda: Lambda;
  /**
   * What the model's `forward` wants: so many examples, all with this lambda, with the noise of the job's evaluation (so that
   * losses are those that the job reported) or of its stored pictures.
   */
  forwardContext(phase: 'evaluate' | 'pictures', size: number): ForwardContext;
}

/** What is there without any pictures. */
export type SampleContext = Omit<ExploreContext, 'images' | 'chosen'>;

/** Pictures of one kind. */
export interface ExploreSet {
  /** As in the job's stored pictures, where they have the same: those of other models are shown beside these. */
  name: string;
  label: string;
  /** `[count, height, width, 1 or 3]`, from 0 to 1. */
  images: tf.Tensor4D;
  /** One for each picture, by the names of loss terms, metrics and `measures`: `[count]` each. */
  values?: Record<string, tf.Tensor1D>;
  /** Which of the values stand below each picture. */
  captions?: readonly string[];
}
