/** Starting a model from the final weights of another one of its sweep, instead of from random ones. */
import { AppError, fixedLambda, lambdaKey, lambdaLabel, type TrainedJobSpec } from '@yoto/core';
import { decodeCheckpoint, type HostTensors } from '../checkpoint/checkpoint.ts';
import { uploadTensors } from '../checkpoint/host-tensors.ts';
import type { HostTensor } from '../checkpoint/safetensors.ts';
import { areEqual } from '../checkpoint/spec-differences.ts';
import { assertSameFrozen } from '../frozen/frozen-weights.ts';
import type { NamedVariables } from '../task.ts';
import type { OpenModel } from '../train/open-model.ts';

/** What must be as it is in the job. */
const SHARED = ['task', 'dataset', 'seed', 'widthMultiplier'] as const;

/**
 * Gives the model the weights of the checkpoint. Where the other model was told no lambda, what tells this one starts afresh (FiLM
 * begins near the identity), and layers that have further inputs for it begin without them: a YOTO model starts as about the fixed
 * one that it comes from. The optimiser starts afresh, too.
 * Throws `checkpoint_corrupt` for a checkpoint that is damaged, from before its last step, or of another model than the job's spec names,
 * and where the weights do not fit.
 */
export function startWeights(file: Uint8Array, spec: TrainedJobSpec, model: OpenModel): void {
  const source = decodeCheckpoint(file);
  const differences: string[] = SHARED.filter((name) => !areEqual(source.spec[name], spec[name]));
  const [own, wanted] = [fixedLambda(source.spec), spec.startsFrom?.lambda];
  if (wanted && (!own || lambdaKey(own) !== lambdaKey(wanted))) differences.push('lambda');
  const from = wanted ? `the model for ${lambdaLabel(wanted)}` : 'the model';
  const refuse = (why: string) => {
    throw new AppError('checkpoint_corrupt', `The checkpoint of ${from} that this job starts from ${why}`);
  };
  if (differences.length > 0) refuse(`belongs to another job (it differs in ${differences.join(', ')})`);
  if (source.step < source.spec.steps) refuse(`was made after ${source.step} of ${source.spec.steps} steps`);
  assertSameFrozen(source, model.run, `The checkpoint of ${from} that this job starts from`);
  const isTold = source.spec.conditioning.kind !== 'none';
  const started = isTold ? model.variables : withoutConditioning(model);
  const weights = isTold ? source.weights : withFurtherInputs(source.weights, started);
  uploadTensors(weights, started, `weights of ${from} that this job starts from`);
}

const withoutConditioning = ({ variables, conditioningVariables }: OpenModel): NamedVariables =>
  new Map([...variables].filter(([name]) => !conditioningVariables.has(name)));

/** Kernels `[…, inputs, outputs]` whose variables have further inputs, with zeros for these; all else as it is. */
function withFurtherInputs(weights: HostTensors, variables: NamedVariables): HostTensors {
  return new Map(
    [...weights].map(([name, tensor]) => [name, widened(tensor, variables.get(name)?.shape ?? tensor.shape)]),
  );
}

function widened(tensor: HostTensor, shape: readonly number[]): HostTensor {
  const at = shape.length - 2;
  const [own = 0, wanted = 0] = [tensor.shape[at], shape[at]];
  const isWider = wanted > own && shape.every((size, axis) => axis === at || size === tensor.shape[axis]);
  if (!isWider) return tensor;
  const [block, widerBlock] = [own, wanted].map((inputs) => inputs * (shape.at(-1) as number)) as [
    number,
    number,
  ];
  const values = new Float32Array((tensor.values.length / block) * widerBlock);
  for (let from = 0, to = 0; from < tensor.values.length; from += block, to += widerBlock)
    values.set(tensor.values.subarray(from, from + block), to);
  return { shape, values };
}
