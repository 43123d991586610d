/** The two trained models of an interpolation, from their final checkpoints. */
import { AppError, type JobSpec, type Lambda, lambdaLabel } from '@yoto/core';
import { tf } from '@yoto/engine';
import { type CheckpointState, decodeCheckpoint } from '../checkpoint/checkpoint.ts';
import { uploadTensors } from '../checkpoint/host-tensors.ts';
import { specDifferences } from '../checkpoint/spec-differences.ts';
import type { NamedVariables } from '../task.ts';
import type { InterpolationRange } from './interpolation-range.ts';

export type SourceCheckpoints = readonly [least: CheckpointState, greatest: CheckpointState];

/**
 * The checkpoints, decoded. Throws `checkpoint_corrupt` for one that is damaged, of another job than the one that was
 * trained with this end of the range, or from before its job's last step.
 */
export function sourceCheckpoints(
  spec: JobSpec,
  { least, greatest }: InterpolationRange,
  [leastBytes, greatestBytes]: readonly [Uint8Array, Uint8Array],
): SourceCheckpoints {
  const first = decodeCheckpoint(leastBytes);
  const second = decodeCheckpoint(greatestBytes);
  const { steps } = first.spec;
  assertFinal(first, sourceSpec(spec, least, steps), least);
  assertFinal(second, sourceSpec(spec, greatest, steps), greatest);
  return [first, second];
}

/** The job that trained one of the models: the interpolation's own settings, with one lambda and all its steps. */
function sourceSpec({ sources: _sources, ...spec }: JobSpec, lambda: Lambda, steps: number): JobSpec {
  const weights = Object.entries(lambda).map(([term, value]) => [term, { kind: 'fixed' as const, value }]);
  return {
    ...spec,
    kind: 'fixed',
    steps,
    distribution: Object.fromEntries(weights),
    evaluation: { ...spec.evaluation, lambdas: [lambda] },
  };
}

function assertFinal({ spec, step }: CheckpointState, expected: JobSpec, lambda: Lambda): void {
  const differences = specDifferences(spec, expected);
  const refuse = (why: string) => {
    throw new AppError(
      'checkpoint_corrupt',
      `The checkpoint of the model for ${lambdaLabel(lambda)} ${why}: the final one of the group's own model is needed`,
    );
  };
  if (differences.length > 0) refuse(`belongs to another job (it differs in ${differences.join(', ')})`);
  if (step < spec.steps) refuse(`was made after ${step} of ${spec.steps} steps`);
}

export interface SourceWeights {
  /** Gives the model the weights of one of the two; costs nothing, because buffers are shared. */
  use(which: 'least' | 'greatest'): void;
  dispose(): void;
}

/**
 * Both models' weights on the engine. The models have the same variables, so one model is built and given the weights
 * of one, then of the other. Throws `checkpoint_corrupt` when the weights do not fit.
 */
export function loadSourceWeights(
  [least, greatest]: SourceCheckpoints,
  variables: NamedVariables,
): SourceWeights {
  const loaded: tf.Tensor[][] = [];
  const load = ({ weights }: CheckpointState): tf.Tensor[] => {
    uploadTensors(weights, variables, 'weights');
    const tensors = [...variables.values()].map((variable) => tf.clone(variable));
    loaded.push(tensors);
    return tensors;
  };
  const dispose = () => tf.dispose(loaded);
  try {
    const sets = { least: load(least), greatest: load(greatest) };
    return {
      use(which) {
        for (const [index, variable] of [...variables.values()].entries())
          variable.assign(sets[which][index] as tf.Tensor);
      },
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}
