import { isTrained, planSweep, resolveSweepSpec, taskCatalogue } from '@yoto/core';
import { openEngine, tf } from '@yoto/engine';
import { toyTask } from '@yoto/testkit/toy-task';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { timeJob } from './calibrate.ts';

let engine: Awaited<ReturnType<typeof openEngine>>;
beforeAll(async () => {
  engine = await openEngine('wasm', { threads: 1, nativeDir: '/nonexistent' });
});
afterAll(() => engine?.dispose());

/** A job whose every batch takes so long to read. */
function slowJob(delayMs: number, dataset: Record<string, unknown> = {}) {
  const written = {
    name: 'slow',
    task: { id: 'test-toy' },
    dataset: { id: 'two-points', params: { delayMs, ...dataset } },
    defaults: { steps: 3, batchSize: 4 },
    groups: [{ kind: 'fixed', name: 'one', lambdas: { 'near-b': [1] } }],
  };
  const [spec] = planSweep(resolveSweepSpec(written, taskCatalogue([toyTask.spec]))).jobs.filter(isTrained);
  if (!spec) throw new Error('no job was planned');
  return { spec, task: toyTask, dataDir: '/nonexistent', engineName: 'wasm' };
}

it('measures steps with their wait for data, beyond the steps of the job itself, and leaves nothing behind', async () => {
  const before = tf.memory().numTensors;
  const timing = await timeJob({ ...slowJob(40), budgetMs: 1500 });
  expect(timing.steps).toBeGreaterThan(5);
  // Four batches are read at a time: a step waits for a quarter of the delay.
  expect(timing.secondsPerStep).toBeGreaterThan(0.008);
  expect(timing.secondsPerStep * timing.steps).toBeLessThan(3);
  expect(timing.secondsPerEvaluationBatch).toBeGreaterThan(0);
  expect(timing.secondsPerEvaluationBatch).toBeLessThan(1);
  expect(timing.startSeconds).toBeGreaterThan(0.04);
  expect(tf.memory().numTensors).toBe(before);
});

it('measures at least one step after the first, however little time there is', async () => {
  const timing = await timeJob({ ...slowJob(0), budgetMs: 0 });
  expect(timing.steps).toBe(1);
  expect(timing.secondsPerStep).toBeGreaterThan(0);
  expect(timing.secondsPerEvaluationBatch).toBeGreaterThan(0);
});

it('says when steps still waited for data as time ran out', async () => {
  const timing = await timeJob({ ...slowJob(400), budgetMs: 2000 });
  expect(timing.isSettled).toBe(false);
});

it('says what is wrong with a job that cannot be trained', async () => {
  const corrupt = slowJob(0, { corruptFromStep: 0 });
  await expect(timeJob({ ...corrupt, budgetMs: 100 })).rejects.toMatchObject({ code: 'data_corrupt' });
});
