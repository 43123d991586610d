/** What series cost in device time. Wall-clock seconds of a device held, attempts together: sharing it inflates them. */
import { type Estimate, measured, type SeriesCost } from '@yoto/core';
import { meanEstimate } from '../bootstrap/estimate.ts';
import type { SeedDrawer } from '../bootstrap/seed-draws.ts';
import type { ComparedJob } from '../comparison-input.ts';
import { groupBy } from '../group-by.ts';
import type { SeedTable } from './seed-table.ts';

/**
 * The cost of a series. `jobsById` has every job of the sweep (those whose models others mix or start from are among them);
 * `share` is the share of the hypervolume box under the series' curve.
 */
export function costOf(
  table: SeedTable,
  jobsById: ReadonlyMap<string, ComparedJob>,
  share: number | null,
  drawer: SeedDrawer,
): SeriesCost {
  const curveSeconds = meanOf(secondsPerCurve(table, jobsById), drawer, 'no seed has all its jobs completed');
  const perSecond = share !== null && curveSeconds.value ? measured(share / curveSeconds.value) : null;
  return {
    jobs: table.jobs.length,
    completedJobs: table.jobs.filter(({ state }) => state === 'completed').length,
    steps: table.jobs.reduce((sum, { steps }) => sum + steps, 0),
    deviceSeconds: table.jobs.reduce((sum, job) => sum + seconds(job), 0),
    jobSeconds: meanOf(completedSeconds(table.jobs), drawer, 'no job is completed'),
    curveSeconds,
    hypervolumePerSecond: perSecond,
    devices: devicesOf(table.jobs),
  };
}

/** Device-seconds of each completed job. */
export const completedSeconds = (jobs: readonly ComparedJob[]): number[] =>
  jobs.filter(({ state }) => state === 'completed').map(seconds);

/** The devices that jobs are known to have run on. */
export const devicesOf = (jobs: readonly ComparedJob[]): string[] =>
  [...new Set(jobs.flatMap(({ devices }) => devices ?? []))].sort();

/** For each seed whose jobs are all completed: what they took, with those whose models they mix or start from. */
export function secondsPerCurve(table: SeedTable, jobsById: ReadonlyMap<string, ComparedJob>): number[] {
  const bySeed = groupBy(table.jobs, ({ seed }) => seed);
  return [...bySeed.values()]
    .filter((jobs) => jobs.every(({ state }) => state === 'completed'))
    .map((jobs) => withSources(jobs, jobsById).reduce((sum, job) => sum + seconds(job), 0));
}

/** The jobs and all that had to be trained before them, each once. */
function withSources(
  jobs: readonly ComparedJob[],
  jobsById: ReadonlyMap<string, ComparedJob>,
): ComparedJob[] {
  const found = new Set(jobs);
  // A set is walked to its end, with what is added on the way.
  for (const { sources = [] } of found)
    for (const id of sources) {
      const source = jobsById.get(id);
      if (source) found.add(source);
    }
  return [...found];
}

function meanOf(values: readonly number[], drawer: SeedDrawer, missing: string): Estimate {
  const result = meanEstimate(values, drawer, missing);
  if (values.length !== 1) return result;
  return { ...result, intervalReason: 'one measurement: no interval can be estimated' };
}

const seconds = ({ deviceSeconds }: ComparedJob) => (Number.isFinite(deviceSeconds) ? deviceSeconds : 0);
