/** A model before its first step, as a file: for measurements and tests, which need a model and no training. */
import {
  AppError,
  type FrozenIdentity,
  isTrained,
  planSweep,
  resolveSweepSpec,
  type SweepSpecInput,
  type TaskSpec,
  type TrainedJobSpec,
  taskCatalogue,
} from '@yoto/core';
import {
  type Conditioning,
  createConditioning,
  encodeCheckpoint,
  type HostTensors,
  type NamedVariables,
} from '@yoto/training';

interface UntrainedModel {
  weights(): NamedVariables;
  frozen?: readonly FrozenIdentity[];
  dispose(): void;
}

/**
 * Of the first job of a sweep with this one group and data set; `open` makes its model. The checkpoint has no optimiser
 * state: it cannot be resumed.
 */
export async function checkpointBeforeTraining(
  taskSpec: TaskSpec,
  sweep: Pick<SweepSpecInput, 'dataset'> & {
    params: Record<string, unknown>;
    group: SweepSpecInput['groups'][number];
  },
  open: (spec: TrainedJobSpec, conditioning: Conditioning) => UntrainedModel | Promise<UntrainedModel>,
): Promise<Uint8Array> {
  const { params, group, dataset } = sweep;
  const written = { name: 'untrained', task: { id: taskSpec.id, params }, groups: [group], dataset };
  const [spec] = planSweep(resolveSweepSpec(written, taskCatalogue([taskSpec]))).jobs;
  if (!spec || !isTrained(spec)) throw new AppError('internal', 'The group trains nothing');
  const variables = Object.keys(spec.distribution).length;
  const conditioning = createConditioning(spec.conditioning, variables, spec.seed);
  const model = await open(spec, conditioning);
  const weights = await downloaded(new Map([...model.weights(), ...conditioning.weights()]));
  model.dispose();
  conditioning.dispose();
  const none = new Map();
  return encodeCheckpoint({
    ...{ step: 0, evaluatedStep: 0, spec, engine: 'none', frozen: model.frozen ?? [] },
    ...{ window: { steps: 0, sums: {} }, weights, firstMoments: none, secondMoments: none },
  });
}

async function downloaded(variables: NamedVariables): Promise<HostTensors> {
  const entries = [...variables].map(async ([name, variable]) => {
    return [name, { shape: variable.shape, values: (await variable.data()) as Float32Array }] as const;
  });
  return new Map(await Promise.all(entries));
}
