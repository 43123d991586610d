/** Trained models as files of this machine: downloaded once from the server that has the job, then kept. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from '@yoto/client';
import { AppError, type JobDetail, toAppError } from '@yoto/core';
import { writeWhole } from '@yoto/host';
import type { TrainedModels } from '@yoto/training';
import { z } from 'zod';

const ENDING = '.safetensors';

type Checkpoint = JobDetail['checkpoints'][number];

export interface ModelStore {
  client: Client;
  /** Where models are kept. */
  folder: string;
  /** Told before something is downloaded. */
  say: (message: string) => void;
}

/** The models of a task. */
export const trainedModels = (store: ModelStore, taskId: string): TrainedModels => ({
  job: async (id) => requireTask(await store.client.getJob({ params: { id } }), taskId),
  best: (job) => bestModel(store, job),
  find: (model) => findModel(store, model),
});

/** The job itself. Throws `invalid_input` for one of another task. */
export function requireTask(job: JobDetail, taskId: string): JobDetail {
  if (job.spec.task.id === taskId) return job;
  throw new AppError(
    'invalid_input',
    `Job ${job.id} is of the task "${job.spec.task.id}"; this command is for jobs of the task "${taskId}"`,
    { details: { fix: `name a job of the task "${taskId}"` } },
  );
}

async function bestModel(store: ModelStore, job: JobDetail): Promise<string> {
  const checkpoint = bestCheckpoint(job.checkpoints);
  if (checkpoint) return fileOf(store, job.id, checkpoint);
  const trains = job.kind === 'fixed' || job.kind === 'yoto';
  throw new AppError(
    'invalid_input',
    trains
      ? `Job ${job.id} (${job.state}, step ${job.step} of ${job.steps}) has no checkpoint yet`
      : `Job ${job.id} (${job.kind}) trains no model of its own`,
    {
      details: { fix: trains ? 'wait until it has one, or name another job' : 'name a fixed or a YOTO job' },
    },
  );
}

/** The one with the least loss over its evaluation lambdas, or else the newest. */
export function bestCheckpoint(checkpoints: readonly Checkpoint[]): Checkpoint | undefined {
  const scored = checkpoints.filter(({ score }) => score !== null);
  const [best] = scored.toSorted((a, b) => (a.score as number) - (b.score as number) || b.step - a.step);
  return best ?? checkpoints.toSorted((a, b) => b.step - a.step)[0];
}

async function findModel(
  store: ModelStore,
  { jobId, fingerprint }: { jobId: string; fingerprint: string },
): Promise<string> {
  const kept = await readdir(store.folder).catch(() => []);
  const name = kept.find((one) => one.startsWith(fingerprint) && one.endsWith(ENDING));
  if (name) {
    const file = path.join(store.folder, name);
    if (await isWhole(file, path.basename(name, ENDING))) return file;
  }
  const job = await store.client.getJob({ params: { id: jobId } }).catch((thrown: unknown) => {
    throw modelMissing(jobId, fingerprint, toAppError(thrown));
  });
  const checkpoint = job.checkpoints.find(({ sha256 }) => sha256.startsWith(fingerprint));
  if (!checkpoint) throw modelMissing(jobId, fingerprint);
  return fileOf(store, jobId, checkpoint);
}

/** Kept already, or downloaded and checked. */
async function fileOf(
  { client, folder, say }: ModelStore,
  jobId: string,
  { sha256, step, bytes }: Checkpoint,
): Promise<string> {
  const file = path.join(folder, `${sha256}${ENDING}`);
  if (await isWhole(file, sha256)) return file;
  say(`Downloading the model (step ${step}, ${(bytes / 2 ** 20).toFixed(1)} MiB) …`);
  const content = await client.getCheckpoint({ params: { id: jobId, hash: sha256 } });
  if (sha256Of(content) !== sha256) {
    throw new AppError('data_corrupt', `The model arrived damaged (its SHA-256 is not ${sha256})`, {
      details: { fix: 'run the command again' },
    });
  }
  await writeWhole(file, content, 'name a folder that you may write: --state DIR');
  return file;
}

async function isWhole(file: string, sha256: string): Promise<boolean> {
  const content = await readFile(file).catch(() => undefined);
  return content !== undefined && sha256Of(content) === sha256;
}

const sha256Of = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');

function modelMissing(jobId: string, fingerprint: string, cause?: AppError): AppError {
  const model = z.uuid().safeParse(jobId).success ? `job ${jobId}` : `"${jobId}"`;
  const isKnown = cause === undefined;
  const isUnreachable = cause?.code === 'server_unreachable';
  const why = isUnreachable
    ? `is not on this machine, and the server cannot be asked for it (${cause.message})`
    : isKnown
      ? 'is no longer on the server: the job has newer checkpoints'
      : 'is neither on this machine nor on the server';
  return new AppError(
    isUnreachable ? 'server_unreachable' : 'not_found',
    `The model of this file (${model}, SHA-256 ${fingerprint}…) ${why}`,
    {
      cause,
      details: {
        fix: `ask the server that has ${model} (--server URL), or give its checkpoint: --model FILE`,
      },
    },
  );
}
