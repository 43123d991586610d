/** What the trainer is told to do for a job; the checkpoints that this takes are put into the attempt's folder. */
import path from 'node:path';
import { AppError, type InterpolationJobSpec, type JobCommand, jobSteps } from '@yoto/core';
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

/** To train, from the job's last checkpoint if it has one; to mix the models of an interpolation; or to measure a codec. */
export async function jobCommand(job: JobRow, options: JobCommandOptions): Promise<JobCommand> {
  const { stores, sink, folder, config, log } = options;
  const { dataDir, dataFolders } = config;
  const { spec } = job;
  const shared = { dataDir, dataFolders, workDir: folder };
  if (spec.kind === 'codec') return { ...shared, type: 'measure', spec };
  if (spec.kind === 'interpolation') {
    const sources = await sink.persist(() => fetchSources(spec, job.sweepId, options));
    return { ...shared, type: 'interpolate', spec, sources };
  }
  const file = path.join(folder, 'resume.safetensors');
  const checkpoint = await sink.persist(() => findCheckpoint(stores, job.id, file, log));
  if (checkpoint) await sink.resumeAt(checkpoint.step);
  return { ...shared, type: 'train', spec, resumeFrom: checkpoint?.file ?? null };
}

/** The final checkpoints of the two jobs that an interpolation mixes. Throws `data_missing` where there is none. */
async function fetchSources(
  { sources }: InterpolationJobSpec,
  sweepId: string,
  { stores, folder, log }: JobCommandOptions,
): Promise<Record<keyof InterpolationJobSpec['sources'], string>> {
  const jobs = await stores.storage.jobs.ofSweep(sweepId);
  const fetchSource = async (name: keyof InterpolationJobSpec['sources']): Promise<string> => {
    const source = jobs[sources[name].index];
    if (!source)
      throw new AppError('internal', `The interpolation has no job for the ${name} weight in its sweep`);
    const file = path.join(folder, `${name}.safetensors`);
    const checkpoint = await findCheckpoint(stores, source.id, file, log);
    if (checkpoint?.step === jobSteps(source.spec)) return file;
    throw new AppError(
      'data_missing',
      `The final checkpoint of job ${source.id} (the ${name} weight) is missing or damaged: submit the sweep again to train it anew`,
    );
  };
  return { least: await fetchSource('least'), greatest: await fetchSource('greatest') };
}
