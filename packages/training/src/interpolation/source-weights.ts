/** The two trained models of an interpolation, from their final checkpoints. */
import {
  AppError,
  fixedLambda,
  type InterpolationJobSpec,
  type Lambda,
  lambdaKey,
  lambdaLabel,
  type TrainedJobSpec,
} from '@yoto/core';
import { tf } from '@yoto/engine';
import { type CheckpointState, decodeCheckpoint } from '../checkpoint/checkpoint.ts';
import { uploadTensors } from '../checkpoint/host-tensors.ts';
import { areEqual, specDifferences } from '../checkpoint/spec-differences.ts';
import { assertSameFrozen } from '../frozen/frozen-weights.ts';
import type { NamedVariables, TaskRun } from '../task.ts';

/** Of either model, by which of the two it is. */
export type OfBoth<T> = Readonly<Record<'least' | 'greatest', T>>;
export type SourceCheckpoints = OfBoth<CheckpointState>;

/**
 * The checkpoints, decoded. Throws `checkpoint_corrupt` for one that is damaged, of another model than the job's, or from
 * before its last step, and when the two were not trained alike.
 */
export function sourceCheckpoints(spec: InterpolationJobSpec, files: OfBoth<Uint8Array>): SourceCheckpoints {
  const least = decodeCheckpoint(files.least);
  const greatest = decodeCheckpoint(files.greatest);
  assertFinal(least, { spec, trainedLike: least.spec, ...spec.sources.least });
  assertFinal(greatest, { spec, trainedLike: least.spec, ...spec.sources.greatest });
  return { least, greatest };
}

interface Expected {
  /** The interpolation, whose group's settings the model has. */
  spec: InterpolationJobSpec;
  /** And which other model's, where the interpolation does not say. */
  trainedLike: TrainedJobSpec;
  lambda: Lambda;
}

/** What must be as it is in the interpolation. */
const SHARED = ['task', 'dataset', 'seed', 'widthMultiplier', 'batchSize'] as const;
/** What a fixed model has of its own lambda. */
const OF_LAMBDA: ReadonlySet<string> = new Set(['distribution', 'evaluation']);
/** And of its place, where models start from others. */
const OF_PLACE: ReadonlySet<string> = new Set([...OF_LAMBDA, 'steps', 'startsFrom']);

function assertFinal(
  { spec, step }: CheckpointState,
  { spec: mixture, trainedLike, lambda }: Expected,
): void {
  const own = fixedLambda(spec);
  const ofItself = spec.startsFrom || trainedLike.startsFrom ? OF_PLACE : OF_LAMBDA;
  const differences = new Set([
    ...SHARED.filter((name) => !areEqual(spec[name], mixture[name])),
    ...specDifferences(spec, trainedLike).filter((name) => !ofItself.has(name)),
    ...(own && lambdaKey(own) === lambdaKey(lambda) ? [] : ['distribution']),
  ]);
  const refuse = (why: string) => {
    throw new AppError(
      'checkpoint_corrupt',
      `The checkpoint of the model for ${lambdaLabel(lambda)} ${why}: the final one of the group's own model is needed`,
    );
  };
  if (differences.size > 0) refuse(`belongs to another job (it differs in ${[...differences].join(', ')})`);
  if (step < spec.steps) refuse(`was made after ${step} of ${spec.steps} steps`);
}

/** Throws `checkpoint_corrupt` where one of the two was trained with other frozen weights than the run has that mixes them. */
export function assertSourcesFrozen({ least, greatest }: SourceCheckpoints, run: TaskRun): void {
  for (const one of [least, greatest])
    assertSameFrozen(one, run, `The checkpoint of the model for ${lambdaLabel(fixedLambda(one.spec) ?? {})}`);
}

export interface SourceWeights {
  /** Gives the model the weights of one of the two; costs nothing, because buffers are shared. */
  use(which: 'least' | 'greatest'): void;
  /** Gives it the averages of both, of which the greatest has a share in (0, 1). */
  mix(share: number): void;
  dispose(): void;
}

/**
 * Both models' weights on the engine. The models have the same variables, so one model is built and given the weights
 * of one, then of the other. Throws `checkpoint_corrupt` when the weights do not fit.
 */
export function loadSourceWeights(checkpoints: SourceCheckpoints, variables: NamedVariables): SourceWeights {
  const loaded: tf.Tensor[][] = [];
  const load = ({ weights }: CheckpointState): tf.Tensor[] => {
    uploadTensors(weights, variables, 'weights');
    const tensors = [...variables.values()].map((variable) => tf.clone(variable));
    loaded.push(tensors);
    return tensors;
  };
  const dispose = () => tf.dispose(loaded);
  try {
    const sets = { least: load(checkpoints.least), greatest: load(checkpoints.greatest) };
    return {
      use(which) {
        for (const [index, variable] of [...variables.values()].entries())
          variable.assign(sets[which][index] as tf.Tensor);
      },
      mix(share) {
        for (const [index, variable] of [...variables.values()].entries()) {
          const [least, greatest] = [sets.least[index] as tf.Tensor, sets.greatest[index] as tf.Tensor];
          tf.tidy(() => variable.assign(tf.add(tf.mul(least, 1 - share), tf.mul(greatest, share))));
        }
      },
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}
