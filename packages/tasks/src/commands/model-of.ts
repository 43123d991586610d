/** The model of a command: which one was asked for, and whether its checkpoint is one to work with. */
import path from 'node:path';
import { AppError, type JobDetail } from '@yoto/core';
import type { CheckpointState, TrainedModels } from '@yoto/training';

/** A checkpoint file, and where others find it (a job's id, or the name of the file). */
export interface CommandModel {
  file: string;
  modelId: string;
  /** Where the server was asked for it. */
  job?: JobDetail;
}

/** The model that --job or --model names. Throws `invalid_input` when neither does, and what `TrainedModels` throws. */
export async function chosenModel(
  models: TrainedModels,
  { job: id, model }: { job?: string | undefined; model?: string | undefined },
): Promise<CommandModel> {
  if (id !== undefined) {
    const job = await models.job(id);
    return { file: model ?? (await models.best(job)), modelId: job.id, job };
  }
  if (model !== undefined) return { file: model, modelId: path.basename(model).slice(-100) };
  throw new AppError('invalid_input', 'No model was named', {
    details: { fix: 'name the job that trained it with --job ID, or a checkpoint file with --model FILE' },
  });
}

/** Throws `invalid_input` for a checkpoint of another task. */
export function requireTask({ spec }: Pick<CheckpointState, 'spec'>, taskId: string): void {
  if (spec.task.id === taskId) return;
  throw new AppError(
    'invalid_input',
    `The checkpoint is of the task "${spec.task.id}": choose one of a job of the task "${taskId}"`,
  );
}

/** Throws `diverged` for weights that are no numbers. */
export function requireFinite({ weights, step }: Pick<CheckpointState, 'weights' | 'step'>): void {
  for (const { values } of weights.values()) {
    if (values.every(Number.isFinite)) continue;
    throw new AppError(
      'diverged',
      `The model has weights that are no numbers: it diverged before step ${step}`,
      {
        details: { fix: 'use the model of another job, or an earlier checkpoint of this one' },
      },
    );
  }
}
