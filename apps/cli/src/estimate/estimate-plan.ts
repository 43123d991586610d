/** How long a plan takes: measured on this machine, spread over the workers that are connected. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { Client } from '@yoto/client';
import { planSweep, type SweepSpec, type WorkerDetail } from '@yoto/core';
import { type CliConfig, defaultDataDir } from '../config.ts';
import type { EstimateReport } from '../output/estimate-report.ts';
import { calibrate, type JobTiming } from './calibrate.ts';
import { estimateNotes, isOnThisMachine } from './estimate-notes.ts';
import { estimateSweep } from './estimate-sweep.ts';
import { jobKinds } from './job-kinds.ts';

export interface CalibrationSettings {
  engine: string;
  state: string;
  data?: string;
  threads?: number;
}

/** Measures one job of each kind. Throws what keeps anything from being measured, e.g. `engine_unavailable`. */
export async function estimatePlan(
  client: Client,
  spec: SweepSpec,
  config: CliConfig,
  settings: CalibrationSettings,
): Promise<EstimateReport> {
  const plan = planSweep(spec);
  const kinds = jobKinds(plan.jobs);
  const { items } = await client.listWorkers();
  const connected = items.filter(({ status }) => status === 'idle' || status === 'busy');
  const slots = connected.reduce((sum, { concurrency }) => sum + concurrency, 0);
  const calibration = await calibrate(
    kinds.map(({ sample }) => sample),
    {
      engine: settings.engine,
      threads: settings.threads ?? threadsOfAJob(connected),
      nativeDir: path.join(settings.state, 'engines'),
      dataDir: settings.data ?? defaultDataDir(settings.state),
      taskPackages: config.taskPackages,
      environment: config.environment,
    },
  );
  const timings = new Map<object, JobTiming>();
  for (const [index, result] of calibration.results.entries()) {
    if ('timing' in result) for (const job of kinds[index]?.jobs ?? []) timings.set(job, result.timing);
  }
  return {
    estimate: estimateSweep(plan, (job) => timings.get(job), Math.max(1, slots)),
    engine: calibration.engine,
    threads: calibration.threads,
    measuredSeconds: calibration.seconds,
    capacity: capacityInWords(connected, slots),
    notes: estimateNotes(calibration, kinds, connected),
  };
}

/** The cores shared out among the jobs that workers of this machine train side by side. */
function threadsOfAJob(workers: readonly WorkerDetail[]): number {
  const here = workers.filter(isOnThisMachine).reduce((sum, { concurrency }) => sum + concurrency, 0);
  return Math.max(1, Math.floor(availableParallelism() / Math.max(1, here)));
}

function capacityInWords(workers: readonly WorkerDetail[], slots: number): string {
  if (slots === 0) return 'one job at a time (no worker is connected now)';
  const jobs = slots === 1 ? 'one job at a time' : `${slots} jobs at a time`;
  return `${jobs} on the ${workers.length === 1 ? 'one worker' : `${workers.length} workers`} connected now`;
}
