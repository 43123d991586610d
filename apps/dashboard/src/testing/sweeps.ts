/** Sweeps for tests of pages. */
import { JobState, type SweepSummary, sweepState } from '@yoto/core';
import { MOMENT } from './jobs.ts';

interface Written extends Partial<SweepSummary> {
  steps?: Partial<Record<JobState, { jobs: number; done: number; total: number }>>;
}

/** A sweep whose jobs are as `steps` says; without it, one queued job of 100 steps. */
export function sweepSummary({
  steps = { queued: { jobs: 1, done: 0, total: 100 } },
  ...over
}: Written = {}) {
  const byState = <T>(value: (state: JobState) => T) =>
    Object.fromEntries(JobState.options.map((state) => [state, value(state)])) as Record<JobState, T>;
  const jobCounts = byState((state) => steps[state]?.jobs ?? 0);
  const stepsByState = byState((state) => ({
    done: steps[state]?.done ?? 0,
    total: steps[state]?.total ?? 0,
  }));
  const sum = (of: 'done' | 'total') => Object.values(stepsByState).reduce((all, one) => all + one[of], 0);
  return {
    id: '00000000-0000-7000-8000-000000000001',
    name: 'a sweep',
    description: '',
    taskId: 'toy',
    datasetId: 'points',
    labels: {},
    favourite: false,
    createdAt: MOMENT,
    cancelledAt: null,
    archivedAt: null,
    lastActivityAt: MOMENT,
    state: sweepState({ jobCounts }),
    jobCounts,
    stepsByState,
    totalSteps: sum('total'),
    doneSteps: sum('done'),
    priority: 0,
    deviceSeconds: 0,
    secondsLeft: null,
    cannotStart: [],
    url: '/sweeps/1',
    ...over,
  } satisfies SweepSummary;
}
