import type { FrontierPoint, FrontierSeries } from '@yoto/core';
import type { FrontierJob } from './frontier-input.ts';
import { mean, present } from './seed-statistics.ts';

/** A series in a few numbers: its loss against the fixed models', and what its jobs cost. */
export function seriesSummary(
  points: readonly FrontierPoint[],
  jobs: readonly FrontierJob[],
): FrontierSeries['summary'] {
  const differences = present(points.map((point) => point.differenceToFixed));
  return {
    meanDifferenceToFixed: mean(differences),
    worstDifferenceToFixed: differences.length > 0 ? Math.max(...differences) : null,
    meanFullLoss: mean(present(points.map((point) => point.fullLoss))),
    jobs: jobs.length,
    completedJobs: jobs.filter((job) => job.state === 'completed').length,
    steps: jobs.reduce((sum, job) => sum + job.steps, 0),
    deviceSeconds: jobs.reduce((sum, job) => sum + job.deviceSeconds, 0),
  };
}
