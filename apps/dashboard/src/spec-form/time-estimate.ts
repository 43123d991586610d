/** How long a plan would take, from how fast earlier sweeps were: pure arithmetic, nothing is trained for it. */
import type { PlanResponse, SweepDetail, SweepSpec, SweepSummary } from '@yoto/core';

type Known = Pick<SweepSummary, 'id' | 'name' | 'datasetId' | 'doneSteps' | 'deviceSeconds'>;

/** Fewer say more of the start than of the speed. */
const FEWEST_STEPS = 100;
const MOST_CANDIDATES = 5;

/** Sweeps on the data set whose speed can be told, newest first; `sweeps` are the task's, newest first. */
export const timedSweeps = <S extends Known>(sweeps: readonly S[], datasetId: string): S[] =>
  sweeps
    .filter((one) => one.datasetId === datasetId && one.doneSteps >= FEWEST_STEPS && one.deviceSeconds > 0)
    .slice(0, MOST_CANDIDATES);

export interface TimeEstimate {
  wallSeconds: number;
  deviceSeconds: number;
  secondsPerStep: number;
  /** Whose speed it is. */
  basis: Pick<SweepSummary, 'id' | 'name'>;
  /** Whether that one has the same parameters, batch sizes and widths. */
  isAlike: boolean;
}

/** By the newest sweep of the same shape, else by the newest; undefined where there is none. `slots` is how many jobs run side by side. */
export function timeEstimate(
  plan: Pick<PlanResponse, 'jobs' | 'spec'>,
  known: readonly (Known & Pick<SweepDetail, 'spec'>)[],
  slots: number,
): TimeEstimate | undefined {
  const shape = shapeOf(plan.spec);
  const alike = known.find(({ spec }) => shapeOf(spec) === shape);
  const basis = alike ?? known[0];
  if (!basis) return undefined;
  const secondsPerStep = basis.deviceSeconds / basis.doneSteps;
  const durations = plan.jobs.map(({ steps }) => steps * secondsPerStep);
  return {
    wallSeconds: makespan(durations, slots),
    deviceSeconds: durations.reduce((sum, one) => sum + one, 0),
    secondsPerStep,
    basis: { id: basis.id, name: basis.name },
    isAlike: alike !== undefined,
  };
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

/** What the time of a step depends on: parameters, batch sizes and widths. */
function shapeOf({ task, dataset, groups }: SweepSpec): string {
  const sizes = groups.flatMap((group) =>
    group.kind === 'codec' ? [] : [`${group.batchSize} x ${group.widthMultiplier}`],
  );
  const sorted = (params: object) => Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([sorted(task.params), sorted(dataset.params), [...new Set(sizes)].sort()]);
}
