/** A model before its first step, as a file: for measurements and tests, which need a model and no training. */
import {
  AppError,
  isTrained,
  planSweep,
  resolveSweepSpec,
  type SweepSpecInput,
  taskCatalogue,
} from '@yoto/core';
import { createConditioning, encodeCheckpoint, type HostTensors, type NamedVariables } from '@yoto/training';
import { networkSizes } from '../architecture/network-sizes.ts';
import { createCompressionModel } from '../model.ts';
import { type CompressionParams, compressionSpec } from '../spec.ts';

/** Of the first job of a sweep with this one group. The checkpoint has no optimiser state: it cannot be resumed. */
export async function untrainedCheckpoint(
  params: Partial<CompressionParams>,
  group: SweepSpecInput['groups'][number],
): Promise<Uint8Array> {
  const sweep = { name: 'untrained', task: { id: compressionSpec.id, params }, groups: [group] };
  const [spec] = planSweep(resolveSweepSpec(sweep, taskCatalogue([compressionSpec]))).jobs;
  if (!spec || !isTrained(spec)) throw new AppError('internal', 'The group trains nothing');
  const conditioning = createConditioning(spec.conditioning, 1, spec.seed);
  const sizes = networkSizes(spec.task.params as CompressionParams, spec.widthMultiplier);
  const model = createCompressionModel(sizes, conditioning, spec.seed);
  const weights = await downloaded(new Map([...model.weights(), ...conditioning.weights()]));
  model.dispose();
  conditioning.dispose();
  const none = new Map();
  return encodeCheckpoint({
    ...{ step: 0, evaluatedStep: 0, spec, engine: 'none', frozen: [], window: { steps: 0, sums: {} } },
    ...{ weights, firstMoments: none, secondMoments: none },
  });
}

async function downloaded(variables: NamedVariables): Promise<HostTensors> {
  const entries = [...variables].map(async ([name, variable]) => {
    return [name, { shape: variable.shape, values: (await variable.data()) as Float32Array }] as const;
  });
  return new Map(await Promise.all(entries));
}
