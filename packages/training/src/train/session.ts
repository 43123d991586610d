/** The live objects of one training run: data, model, conditioning, optimiser, and how far it is. */
import { AppError, type TrainedJobSpec } from '@yoto/core';
import {
  type CheckpointState,
  decodeCheckpoint,
  encodeCheckpoint,
  type HostTensors,
} from '../checkpoint/checkpoint.ts';
import { downloadTensors, uploadTensors } from '../checkpoint/host-tensors.ts';
import { specDifferences } from '../checkpoint/spec-differences.ts';
import { assertSameFrozen, frozenIdentities } from '../frozen/frozen-weights.ts';
import { createTermSizes, type TermSizes } from '../loss/term-sizes.ts';
import { startWeights } from '../start/start-weights.ts';
import { type Adam, createAdam } from './adam.ts';
import { createMetricWindow, type MetricWindow } from './metric-window.ts';
import { type JobPlace, type OpenModel, openModel } from './open-model.ts';

export interface SessionOptions extends JobPlace {
  spec: TrainedJobSpec;
  /** For the checkpoint: on which engine it was computed. */
  engineName: string;
  resumeFrom?: Uint8Array | undefined;
  /** The final checkpoint of the model that the spec starts from; not looked at where there is something to resume. */
  startFrom?: Uint8Array | undefined;
}

export interface Session extends OpenModel {
  readonly spec: TrainedJobSpec;
  readonly engineName: string;
  readonly adam: Adam;
  readonly window: MetricWindow;
  readonly termSizes: TermSizes;
  /** Optimiser steps done. */
  step: number;
  /** The last step whose evaluation was reported. */
  evaluatedStep: number;
  /** What the task's `exploreTensors` gave, once it was asked. */
  exploreTensors?: HostTensors;
}

/**
 * Opens the data, builds the model and restores the checkpoint, if there is one, or starts from the model that the spec names.
 * Throws `checkpoint_corrupt` when the checkpoint is not of this job (or of that model), or was trained with other frozen weights.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { spec, engineName } = options;
  const checkpoint = options.resumeFrom && checkedCheckpoint(options.resumeFrom, spec);
  const model = await openModel(options);
  const adam = createAdam({
    variables: model.variables,
    undecayed: new Set(model.conditioningVariables.keys()),
    settings: spec.optimiser,
    weightDecay: spec.weightDecay,
  });
  const session: Session = {
    ...model,
    spec,
    engineName,
    adam,
    window: createMetricWindow(checkpoint?.window),
    termSizes: createTermSizes(checkpoint?.termSizes),
    step: checkpoint?.step ?? 0,
    evaluatedStep: checkpoint?.evaluatedStep ?? 0,
    async dispose() {
      adam.dispose();
      await model.dispose();
    },
  };
  try {
    if (checkpoint) restore(session, checkpoint);
    else if (spec.startsFrom) startWeights(startFile(options), spec, session);
  } catch (error) {
    await session.dispose();
    throw error;
  }
  return session;
}

function startFile({ startFrom }: SessionOptions): Uint8Array {
  if (startFrom) return startFrom;
  throw new AppError('internal', 'The job starts from another model, and was given none');
}

/** The state of the session as a checkpoint file. Throws `diverged` when a weight is no longer a number. */
export async function saveSession(session: Session): Promise<Uint8Array> {
  const weights = await downloadTensors(session.variables);
  for (const [name, { values }] of weights) {
    if (values.every(Number.isFinite)) continue;
    throw new AppError(
      'diverged',
      `Training diverged before step ${session.step}: "${name}" is not finite. Lower the learning rate`,
      { details: { step: session.step, variable: name } },
    );
  }
  const { step, evaluatedStep, spec, engineName: engine } = session;
  const moments = await session.adam.moments();
  session.exploreTensors ??= (await session.run.exploreTensors?.()) ?? new Map();
  return encodeCheckpoint({
    step,
    evaluatedStep,
    spec,
    engine,
    frozen: frozenIdentities(session.run),
    window: session.window.state(),
    ...(spec.optimiser.lossBalance !== undefined && { termSizes: session.termSizes.state() }),
    weights,
    ...moments,
    explore: session.exploreTensors,
  });
}

function checkedCheckpoint(bytes: Uint8Array, spec: TrainedJobSpec): CheckpointState {
  const checkpoint = decodeCheckpoint(bytes);
  const differences = specDifferences(checkpoint.spec, spec);
  if (differences.length === 0 && checkpoint.step <= spec.steps) return checkpoint;
  throw new AppError(
    'checkpoint_corrupt',
    `The checkpoint belongs to another job: it differs in ${differences.join(', ') || 'its steps'}. Start the job anew`,
  );
}

function restore(session: Session, checkpoint: CheckpointState): void {
  assertSameFrozen(checkpoint, session.run);
  uploadTensors(checkpoint.weights, session.variables, 'weights');
  session.adam.restore(checkpoint);
}
