/** What the trainer is told to do for a job; the checkpoints that this takes are put into the attempt's folder. */
import path from 'node:path';
import { AppError, type JobCommand } from '@yoto/core';
import type { JobRow } from '@yoto/storage';
import type { Logger } from 'pino';
import type { WorkerConfig } from '../config.ts';
import { findCheckpoint, type Stores } from './job-files.ts';
import type { ReportSink } from './report-sink.ts';

export interface JobCommandOptions {
  stores: Pick<Stores, 'storage' | 'artifacts'>;
  sink: Pick<ReportSink, 'persist' | 'resumeAt'>;
  /** The attempt's own folder. */
  folder: string;
  /** Where data sets may be read. */
  config: Pick<WorkerConfig, 'dataDir' | 'dataFolders'>;
  log: Logger;
}

/** To train, from the job's last checkpoint if it has one; to mix the models of an interpolation; or to measure a reference. */
export async function jobCommand(job: JobRow, options: JobCommandOptions): Promise<JobCommand> {
  const { stores, sink, folder, config, log } = options;
  const { dataDir, dataFolders } = config;
  const shared = { spec: job.spec, dataDir, dataFolders, workDir: folder };
  if (job.spec.kind === 'interpolation')
    return {
      ...shared,
      type: 'interpolate',
      sources: await sink.persist(() => fetchSources(job, options)),
    };
  if (job.spec.kind === 'reference') return { ...shared, type: 'reference' };
  const file = path.join(folder, 'resume.safetensors');
  const checkpoint = await sink.persist(() => findCheckpoint(stores, job.id, file, log));
  if (checkpoint) await sink.resumeAt(checkpoint.step);
  return { ...shared, type: 'train', resumeFrom: checkpoint?.file ?? null };
}

/** The final checkpoints of the two jobs that an interpolation mixes. Throws `data_missing` where there is none. */
async function fetchSources(
  job: JobRow,
  { stores, folder, log }: JobCommandOptions,
): Promise<[least: string, greatest: string]> {
  const jobs = await stores.storage.jobs.ofSweep(job.sweepId);
  const fetchSource = async (end: 0 | 1, name: string): Promise<string> => {
    const index = job.spec.sources?.[end];
    const source = index === undefined ? undefined : jobs[index];
    if (!source)
      throw new AppError('internal', `The interpolation has no job for the ${name} weight in its sweep`);
    const file = path.join(folder, `${name}.safetensors`);
    const checkpoint = await findCheckpoint(stores, source.id, file, log);
    if (checkpoint?.step === source.spec.steps) return file;
    throw new AppError(
      'data_missing',
      `The final checkpoint of job ${source.id} (the ${name} weight) is missing or damaged: submit the sweep again to train it anew`,
    );
  };
  return [await fetchSource(0, 'least'), await fetchSource(1, 'greatest')];
}
