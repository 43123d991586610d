/** The live objects of one training run: data, model, conditioning, optimiser, and how far it is. */
import { AppError, type JobSpec, parseInput, variableTerms } from '@yoto/core';
import { type CheckpointState, decodeCheckpoint, encodeCheckpoint } from '../checkpoint/checkpoint.ts';
import { downloadTensors, uploadTensors } from '../checkpoint/host-tensors.ts';
import { specDifferences } from '../checkpoint/spec-differences.ts';
import type { Conditioning } from '../conditioning/conditioning.ts';
import { createConditioning } from '../conditioning/create-conditioning.ts';
import type { NamedVariables, Task, TaskRun } from '../task.ts';
import { type Adam, createAdam } from './adam.ts';
import { createMetricWindow, type MetricWindow } from './metric-window.ts';

export interface SessionOptions {
  spec: JobSpec;
  task: Task;
  dataDir: string;
  /** For the checkpoint: on which engine it was computed. */
  engineName: string;
  resumeFrom?: Uint8Array | undefined;
}

export interface Session {
  readonly spec: JobSpec;
  readonly task: Task;
  readonly engineName: string;
  readonly run: TaskRun;
  /** The columns of lambda. */
  readonly terms: readonly string[];
  /** Of the model and of the conditioning. */
  readonly variables: NamedVariables;
  readonly adam: Adam;
  readonly window: MetricWindow;
  /** Optimiser steps done. */
  step: number;
  /** The last step whose evaluation was reported. */
  evaluatedStep: number;
  dispose(): Promise<void>;
}

/**
 * Opens the data, builds the model and restores the checkpoint, if there is one.
 * Throws `checkpoint_corrupt` when the checkpoint is not of this job.
 */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { spec, task } = options;
  const checkpoint = options.resumeFrom && checkedCheckpoint(options.resumeFrom, spec);
  const terms = variableTerms(task.spec);
  const conditioning = createConditioning(spec.conditioning, terms.length, spec.seed);
  const run = await setUpTask(options, conditioning);
  const variables = mergeVariables(run.model.weights(), conditioning.weights());
  const adam = createAdam({
    variables,
    undecayed: new Set(conditioning.weights().keys()),
    settings: spec.optimiser,
    weightDecay: spec.weightDecay,
  });
  const session: Session = {
    spec,
    task,
    engineName: options.engineName,
    run,
    terms,
    variables,
    adam,
    window: createMetricWindow(checkpoint?.window),
    step: checkpoint?.step ?? 0,
    evaluatedStep: checkpoint?.evaluatedStep ?? 0,
    async dispose() {
      adam.dispose();
      conditioning.dispose();
      await run.dispose();
    },
  };
  if (checkpoint) await restore(session, checkpoint);
  return session;
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
  return encodeCheckpoint({
    step,
    evaluatedStep,
    spec,
    engine,
    window: session.window.state(),
    weights,
    ...moments,
  });
}

function checkedCheckpoint(bytes: Uint8Array, spec: JobSpec): CheckpointState {
  const checkpoint = decodeCheckpoint(bytes);
  const differences = specDifferences(checkpoint.spec, spec);
  if (differences.length === 0 && checkpoint.step <= spec.steps) return checkpoint;
  throw new AppError(
    'checkpoint_corrupt',
    `The checkpoint belongs to another job: it differs in ${differences.join(', ') || 'its steps'}. Start the job anew`,
  );
}

async function restore(session: Session, checkpoint: CheckpointState): Promise<void> {
  try {
    uploadTensors(checkpoint.weights, session.variables, 'weights');
    session.adam.restore(checkpoint);
  } catch (error) {
    await session.dispose();
    throw error;
  }
}

async function setUpTask(
  { spec, task, dataDir }: SessionOptions,
  conditioning: Conditioning,
): Promise<TaskRun> {
  const dataset = task.spec.datasets.find(({ id }) => id === spec.dataset.id);
  if (task.spec.id !== spec.task.id || !dataset) {
    const what = `task "${spec.task.id}" with data set "${spec.dataset.id}"`;
    throw new AppError('invalid_input', `The job needs ${what}, which "${task.spec.id}" does not have`);
  }
  try {
    return await task.setup({
      params: parseInput(task.spec.params, spec.task.params, 'task.params of the job'),
      dataset: {
        id: dataset.id,
        params: parseInput(dataset.params, spec.dataset.params, 'dataset.params of the job'),
      },
      dataDir,
      seed: spec.seed,
      batchSize: spec.batchSize,
      evaluationExamples: spec.evaluation.examples,
      widthMultiplier: spec.widthMultiplier,
      conditioning,
    });
  } catch (error) {
    conditioning.dispose();
    throw error;
  }
}

function mergeVariables(model: NamedVariables, conditioning: NamedVariables): NamedVariables {
  const both = [...conditioning.keys()].filter((name) => model.has(name));
  if (both.length > 0) {
    throw new AppError(
      'internal',
      `The model and its conditioning both have variables called ${both.join(', ')}`,
    );
  }
  return new Map([...model, ...conditioning]);
}
