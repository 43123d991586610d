import type { JobState, JobSummary, SweepDetail } from '@yoto/core';
import { expect, test } from 'vitest';
import { jsonView, lineView } from './progress-view.ts';
import {
  failureLines,
  isPaused,
  jobName,
  progressRows,
  type SweepSnapshot,
  secondsLeft,
} from './snapshot.ts';

function job(index: number, values: Partial<JobSummary> = {}): JobSummary {
  return {
    id: `job-${index}`,
    sweepId: 'sweep',
    index,
    group: 'grid',
    kind: 'fixed',
    seed: 0,
    lambda: { kl: 2 ** index },
    state: 'queued',
    attempt: 0,
    step: 0,
    steps: 100,
    workerId: null,
    cannotStart: null,
    errorCode: null,
    errorMessage: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    startedAt: null,
    finishedAt: null,
    ...values,
  };
}

function snapshot(jobs: JobSummary[]): SweepSnapshot {
  const jobCounts: Record<JobState, number> = {
    queued: 0,
    running: 0,
    pausing: 0,
    paused: 0,
    completed: 0,
    failed: 0,
    cancelled: 0,
  };
  for (const { state } of jobs) jobCounts[state] += 1;
  const doneSteps = jobs.reduce((sum, one) => sum + one.step, 0);
  const totalSteps = jobs.reduce((sum, one) => sum + one.steps, 0);
  return {
    sweep: {
      id: 'sweep',
      spec: {},
      jobCounts,
      doneSteps,
      totalSteps,
      cannotStart: [] as SweepDetail['cannotStart'],
    } as SweepDetail,
    jobs,
  };
}

test('a job is named by its group and lambda, and by its seed where there are several', () => {
  const jobs = [job(1), job(2), job(3, { group: 'film', kind: 'yoto', lambda: null })];
  expect(jobs.map((one) => jobName(one, jobs))).toEqual(['grid, kl 2', 'grid, kl 4', 'film']);
  expect(jobName(job(3, { kind: 'interpolation', lambda: null }), jobs)).toBe('interpolation of grid');
  expect(jobName(job(1), [job(1), job(1, { seed: 1 })])).toBe('grid, kl 2, seed 0');
});

test('a row a job, or a row a group when there are many', () => {
  expect(progressRows(snapshot([job(0, { state: 'running', step: 5, attempt: 2 })]))).toEqual([
    { name: 'grid, kl 1', step: 5, steps: 100, state: 'running (attempt 2)' },
  ]);
  const many = Array.from({ length: 20 }, (_, index) =>
    job(index, index < 5 ? { state: 'completed', step: 100 } : {}),
  );
  expect(progressRows(snapshot(many))).toEqual([
    { name: 'grid', step: 500, steps: 2000, state: '5 completed, 15 queued' },
  ]);
});

test('lines say what changed, and the total only now and then', () => {
  const lines: string[] = [];
  let nowMs = 0;
  const view = lineView(
    (line) => lines.push(line),
    () => nowMs,
  );
  view.show(snapshot([job(0), job(1)]));
  nowMs = 1000;
  view.show(snapshot([job(0, { state: 'running' }), job(1)]));
  nowMs = 11_000;
  view.show(
    snapshot([job(0, { state: 'completed', step: 100 }), job(1, { state: 'failed', errorMessage: 'NaN' })]),
  );
  expect(lines).toEqual([
    '0% (0 of 200 steps): 2 queued',
    'grid, kl 1: running at step 0 of 100',
    'grid, kl 1: completed at step 100 of 100',
    'grid, kl 2: failed at step 0 of 100: NaN',
    '50% (100 of 200 steps): 1 completed, 1 failed',
  ]);
});

test('time left is told with the lines of jobs that ended, from the steps done since the first start', () => {
  const startedAt = '2026-01-01T00:00:00.000Z';
  const start = Date.parse(startedAt);
  const running = { state: 'running', startedAt } as const;
  const half = snapshot([
    job(0, { state: 'completed', step: 100, startedAt }),
    job(1, { ...running, step: 20 }),
    job(2),
    job(3, { state: 'failed', step: 10, startedAt }),
  ]);
  // 130 steps in 65 s; 180 are left, those of the failed job are not.
  expect(secondsLeft(half, start + 65_000)).toBeCloseTo(90, 9);
  const lines: string[] = [];
  const view = lineView(
    (line) => lines.push(line),
    () => start + 65_000,
  );
  view.show(half);
  expect(lines).toEqual([
    'grid, kl 1: completed at step 100 of 100 (about 1 min 30 s left)',
    'grid, kl 2: running at step 20 of 100',
    'grid, kl 8: failed at step 10 of 100 (about 1 min 30 s left)',
    '32% (130 of 400 steps): 1 queued, 1 running, 1 completed, 1 failed (about 1 min 30 s left)',
  ]);
  expect(secondsLeft(snapshot([job(0, running), job(1)]), start + 9000)).toBeUndefined();
  expect(secondsLeft(snapshot([job(0, { state: 'paused', step: 50, startedAt })]), start)).toBeUndefined();
});

test('JSON lines carry what changed and nothing twice', () => {
  const lines: { type: string; id: string }[] = [];
  const view = jsonView((line) => lines.push(JSON.parse(line)));
  view.show(snapshot([job(0), job(1)]));
  view.show(snapshot([job(0), job(1, { state: 'running' })]));
  view.show(snapshot([job(0), job(1, { state: 'running' })]));
  expect(lines.map(({ type, id }) => `${type} ${id}`)).toEqual([
    'job job-0',
    'job job-1',
    'sweep sweep',
    'job job-1',
    'sweep sweep',
  ]);
});

test('the sweep is the last line, even where it knew of a change before its job did', () => {
  const types: string[] = [];
  const view = jsonView((line) => types.push(JSON.parse(line).type));
  const { sweep } = snapshot([job(0, { state: 'completed' })]);
  view.show({ sweep, jobs: [job(0, { state: 'running' })] });
  view.show({ sweep, jobs: [job(0, { state: 'completed' })] });
  expect(types).toEqual(['job', 'sweep', 'job', 'sweep']);
});

test('failed jobs are listed with their reasons', () => {
  const jobs = [job(0, { state: 'failed', errorCode: 'diverged' }), job(1, { state: 'completed' })];
  expect(failureLines(snapshot(jobs))).toEqual(['failed: grid, kl 1: diverged']);
});

test('a sweep is paused once nothing of it goes on', () => {
  const paused = job(0, { state: 'paused', step: 50 });
  expect(isPaused(snapshot([paused, job(1, { state: 'completed' })]))).toBe(true);
  expect(isPaused(snapshot([job(1, { state: 'completed' })]))).toBe(false);
  for (const state of ['queued', 'running', 'pausing'] as const) {
    expect(isPaused(snapshot([paused, job(1, { state })]))).toBe(false);
  }
  const lines: string[] = [];
  const view = lineView((line) => lines.push(line));
  view.show(snapshot([job(0, { state: 'pausing', step: 48 })]));
  view.show(snapshot([paused]));
  expect(lines).toEqual([
    'grid, kl 1: pausing at step 48 of 100',
    '48% (48 of 100 steps): 1 pausing',
    'grid, kl 1: paused at step 50 of 100',
  ]);
});
