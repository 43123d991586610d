/** From measured steps to hours: pure arithmetic on a plan. */
import { type JobSpec, type SweepPlan, seriesName } from '@yoto/core';
import type { JobTiming } from './calibrate.ts';

export interface GroupEstimate {
  name: string;
  jobs: number;
  steps: number;
  /** Null where nothing could be measured. */
  secondsPerStep: number | null;
  /** All lambdas and examples of one evaluation. */
  secondsPerEvaluation: number | null;
  deviceSeconds: number | null;
}

export interface SweepEstimate {
  groups: GroupEstimate[];
  /** Of the jobs that could be measured: a lower bound where others could not, null where none could. */
  deviceSeconds: number | null;
  /** The same with so many jobs side by side, each as fast as the one measured. */
  wallSeconds: number | null;
  slots: number;
  unmeasuredJobs: number;
}

/** `timingOf`: of the kind that a job belongs to, if it could be measured. */
export function estimateSweep(
  plan: SweepPlan,
  timingOf: (job: ModelJobSpec) => JobTiming | undefined,
  slots: number,
): SweepEstimate {
  const groups = plan.groups.map(({ name, kind, jobs: count, steps }): GroupEstimate => {
    const jobs = plan.jobs.filter(hasModel).filter((job) => job.group === name && job.kind === kind);
    const [first] = jobs;
    const timing = first && timingOf(first);
    return {
      name: seriesName(name, kind),
      jobs: count,
      steps,
      secondsPerStep: timing?.secondsPerStep ?? null,
      secondsPerEvaluation: timing && first ? evaluationSeconds(first, timing) : null,
      deviceSeconds: timing ? jobs.reduce((sum, job) => sum + jobSeconds(job, timing), 0) : null,
    };
  });
  const inTurn = plan.jobs.filter(hasModel).toSorted((a, b) => b.priority - a.priority);
  const durations = inTurn.flatMap((job) => {
    const timing = timingOf(job);
    return timing ? [jobSeconds(job, timing)] : [];
  });
  const isKnown = durations.length > 0;
  return {
    groups,
    deviceSeconds: isKnown ? durations.reduce((sum, one) => sum + one, 0) : null,
    wallSeconds: isKnown ? makespan(durations, slots) : null,
    slots,
    unmeasuredJobs: plan.totalJobs - durations.length,
  };
}

/** Codecs train nothing that could be measured. */
type ModelJobSpec = Exclude<JobSpec, { kind: 'codec' }>;
const hasModel = (job: JobSpec): job is ModelJobSpec => job.kind !== 'codec';

const evaluationSeconds = ({ evaluation, batchSize }: ModelJobSpec, timing: JobTiming): number =>
  timing.secondsPerEvaluationBatch * Math.ceil(evaluation.examples / batchSize) * evaluation.lambdas.length;

/** An interpolation trains nothing, but runs two models at every lambda, or one whose weights are mixed. */
function jobSeconds(job: ModelJobSpec, timing: JobTiming): number {
  if (job.kind === 'interpolation') {
    const models = job.mixes === 'weights' ? 1 : 2;
    return timing.startSeconds + models * evaluationSeconds(job, timing);
  }
  // The last step is always evaluated.
  const evaluations = Math.ceil(job.steps / job.evaluation.everySteps);
  return (
    timing.startSeconds + job.steps * timing.secondsPerStep + evaluations * evaluationSeconds(job, timing)
  );
}

/** When the last job ends, if each is begun by the first slot that comes free, in the order given. */
function makespan(durations: readonly number[], slots: number): number {
  const busyUntil = new Array<number>(Math.max(1, slots)).fill(0);
  for (const duration of durations) {
    const next = busyUntil.indexOf(Math.min(...busyUntil));
    busyUntil[next] = (busyUntil[next] ?? 0) + duration;
  }
  return Math.max(...busyUntil);
}
