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

/** To train, from the job's last checkpoint if it has one, or from the model that it starts from; to mix the models of an interpolation; or to measure a codec. */
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
  if (checkpoint) {
    await sink.resumeAt(checkpoint.step);
    return { ...shared, type: 'train', spec, resumeFrom: checkpoint.file };
  }
  const { startsFrom } = spec;
  if (!startsFrom) return { ...shared, type: 'train', spec, resumeFrom: null };
  const wanted = { index: startsFrom.index, as: 'start', what: 'the model that this one starts from' };
  const startFrom = await sink.persist(() => fetchFinal(wanted, job.sweepId, options));
  return { ...shared, type: 'train', spec, resumeFrom: null, startFrom };
}

/** The final checkpoints of the two jobs that an interpolation mixes. Throws `data_missing` where there is none. */
async function fetchSources(
  { sources }: InterpolationJobSpec,
  sweepId: string,
  options: JobCommandOptions,
): Promise<Record<keyof InterpolationJobSpec['sources'], string>> {
  const fetch = (name: keyof InterpolationJobSpec['sources']) =>
    fetchFinal({ index: sources[name].index, as: name, what: `the ${name} weight` }, sweepId, options);
  return { least: await fetch('least'), greatest: await fetch('greatest') };
}

interface WantedModel {
  /** Of its job in the sweep. */
  index: number;
  /** The name of its file. */
  as: string;
  /** What it is to the job, for people. */
  what: string;
}

/** The final checkpoint of another job of the sweep. Throws `data_missing` where there is none. */
async function fetchFinal(
  { index, as, what }: WantedModel,
  sweepId: string,
  { stores, folder, log }: JobCommandOptions,
): Promise<string> {
  const source = (await stores.storage.jobs.ofSweep(sweepId))[index];
  if (!source) throw new AppError('internal', `The sweep has no job ${index} (${what})`);
  const file = path.join(folder, `${as}.safetensors`);
  const checkpoint = await findCheckpoint(stores, source.id, file, log);
  if (checkpoint?.step === jobSteps(source.spec)) return file;
  throw new AppError(
    'data_missing',
    `The final checkpoint of job ${source.id} (${what}) is missing or damaged: submit the sweep again to train it anew`,
  );
}
