import { type JobSpec, planSweep, resolveSweepSpec, taskCatalogue } from '@yoto/core';
import { toyTaskSpec } from '@yoto/testkit/toy-task-spec';
import { expect, test } from 'vitest';
import { estimateReport } from '../output/estimate-report.ts';
import { problemNotes } from './estimate-notes.ts';
import { estimateSweep } from './estimate-sweep.ts';
import { jobKinds } from './job-kinds.ts';

const plan = planSweep(
  resolveSweepSpec(
    {
      name: 'planned',
      task: { id: 'test-toy' },
      defaults: { steps: 100, batchSize: 10, evaluation: { everySteps: 40, examples: 25 } },
      groups: [
        { kind: 'fixed', name: 'grid', lambdas: { 'near-b': [0.1, 1, 10] } },
        { kind: 'yoto', name: 'film', seeds: [0, 1], learningRate: 0.1 },
        { kind: 'yoto', name: 'wide', widthMultiplier: 2 },
      ],
    },
    taskCatalogue([toyTaskSpec]),
  ),
);
const timing = {
  startSeconds: 1,
  secondsPerStep: 0.1,
  isSettled: true,
  secondsPerEvaluationBatch: 0.5,
  steps: 10,
};
const slow = { ...timing, secondsPerStep: 1 };
const timingOf = ({ group }: JobSpec) => (group === 'wide' ? undefined : group === 'film' ? slow : timing);

test('only what changes the time of a step makes a kind', () => {
  const kinds = jobKinds(plan.jobs);
  expect(kinds.map(({ jobs }) => jobs.map((job) => job.group))).toEqual([
    ['grid', 'grid', 'grid'],
    ['film', 'film'],
    ['wide'],
  ]);
});

test('start, steps and evaluations of every job; what was not measured is left out and counted', () => {
  const estimate = estimateSweep(plan, timingOf, 2);
  // Steps 40, 80 and 100; three batches at the one lambda of a fixed model, at three of a YOTO model.
  const fixed = 1 + 100 * 0.1 + 3 * 3 * 0.5;
  const film = 1 + 100 + 3 * 3 * 3 * 0.5;
  expect(estimate.groups).toMatchObject([
    { name: 'grid', secondsPerEvaluation: 1.5, deviceSeconds: 3 * fixed },
    { name: 'film', secondsPerEvaluation: 4.5, deviceSeconds: 2 * film },
    { name: 'wide', secondsPerStep: null, deviceSeconds: null },
  ]);
  expect(estimate).toMatchObject({ deviceSeconds: 3 * fixed + 2 * film, unmeasuredJobs: 1 });
  // Two grid jobs side by side, the third, then a film job on each.
  expect(estimate.wallSeconds).toBeCloseTo(2 * fixed + film, 9);
  expect(estimateSweep(plan, timingOf, 1).wallSeconds).toBeCloseTo(3 * fixed + 2 * film, 9);
});

function reportOf(timing: typeof timingOf | (() => undefined), notes: string[] = []) {
  return estimateReport({
    estimate: estimateSweep(plan, timing, 2),
    engine: { name: 'wasm', device: 'cpu' },
    threads: 1,
    measuredSeconds: 12.3,
    capacity: '2 jobs at a time on the 2 workers connected now',
    notes,
  });
}

test('the report names the engine; a partial sum is a lower bound and says what is unknown', () => {
  const text = reportOf(timingOf, ['Not measured (wide): no data']);
  expect(text).toContain('measured in 12 s with the engine wasm on cpu, 1 thread');
  expect(text).toMatch(/^grid +3 +300 +0\.1 +1\.5 +47 s$/m);
  expect(text).toMatch(/^wide +1 +100 +– +– +–$/m);
  expect(text).toContain(
    'At least 0.077 device-hours: at least 2 min 26 s with 2 jobs at a time on the 2 workers connected now. Not known, and not counted: wide (1 job).',
  );
  expect(text).toContain('Not measured (wide): no data');
  expect(reportOf(() => timing)).toMatch(/^In all 0\.033 device-hours: about 1 min 5 s with [^.]*\.$/m);
});

test('where nothing was measured, nothing is zero', () => {
  const nothing = () => undefined;
  const reason = 'Not measured (grid, film, wide): no data';
  expect(estimateSweep(plan, nothing, 2)).toMatchObject({
    deviceSeconds: null,
    wallSeconds: null,
    unmeasuredJobs: 6,
  });
  expect(reportOf(nothing, [reason])).toBe(
    `How long it will take is not known: nothing could be measured with the engine wasm on cpu, 1 thread.\n${reason}`,
  );
});

test('a reason that keeps several groups from being measured is given once', () => {
  const kinds = jobKinds(plan.jobs);
  const problem = (text: string) => ({ problem: text });
  expect(problemNotes([problem('no data'), problem('too wide'), problem('no data')], kinds)).toEqual([
    'Not measured (grid, wide): no data',
    'Not measured (film): too wide',
  ]);
});

test('what trains nothing is named as in the results; codecs are not measured', () => {
  const mixed = planSweep(
    resolveSweepSpec(
      {
        name: 'compared',
        task: { id: 'test-toy' },
        defaults: { steps: 100, batchSize: 10, evaluation: { examples: 25 } },
        groups: [
          { kind: 'fixed', name: 'grid', lambdas: { 'near-b': [0.1, 10] }, interpolation: true },
          { kind: 'codec', name: 'by hand', codec: 'straight' },
        ],
      },
      taskCatalogue([toyTaskSpec]),
    ),
  );
  const kinds = jobKinds(mixed.jobs);
  expect(kinds.flatMap(({ jobs }) => jobs.map(({ kind }) => kind))).not.toContain('codec');
  const measured = new Map(kinds.flatMap(({ jobs }) => jobs.map((job) => [job, timing] as const)));
  const { groups, unmeasuredJobs } = estimateSweep(mixed, (job) => measured.get(job), 1);
  expect(groups.map(({ name, deviceSeconds }) => [name, deviceSeconds !== null])).toEqual([
    ['grid', true],
    ['interpolation of grid', true],
    ['by hand', false],
  ]);
  expect(unmeasuredJobs).toBe(1);
});
