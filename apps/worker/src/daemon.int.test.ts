import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ModelEvaluation, numberOf } from '@yoto/core';
import type { JobRow } from '@yoto/storage';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { killTrainers, waitForTrainers } from './testing/trainer-processes.ts';
import { inState, oneYotoJob, type WorkerRig, workerRig } from './testing/worker-rig.ts';

let rig: WorkerRig;
beforeEach(async () => {
  rig = await workerRig();
});
afterEach(() => rig.close());

describe('the worker daemon', () => {
  test('trains fixed and YOTO jobs and leaves points, checkpoints and a closed attempt', async () => {
    const jobs = await rig.submit({
      groups: [
        { kind: 'fixed', name: 'grid', lambdas: { 'near-b': [0.5] } },
        { kind: 'yoto', name: 'yoto' },
      ],
    });
    await rig.startWorker({ CONCURRENCY: '2' });
    for (const { id } of jobs) {
      const job = await rig.waitFor(id, inState('completed'));
      expect(job).toMatchObject({ attempt: 1, failures: 0, step: 20 });
      const { points } = await rig.storage.points.metrics(id, { maxPoints: 1000 });
      const names = points.map((point) => point.name);
      for (const name of ['loss', 'gradientNorm', 'use/processor cores', 'use/memory (MiB)'])
        expect(names).toContain(name);
      expect((await rig.storage.points.evaluations(id)).some((point) => point.step === 20)).toBe(true);
      expect((await rig.storage.checkpoints.list(id))[0]).toMatchObject({
        step: 20,
        score: expect.any(Number),
      });
      expect(await rig.storage.jobs.attempts(id)).toMatchObject([
        { number: 1, outcome: 'completed', engine: 'wasm', engineVersion: '1.2.3' },
      ]);
    }
    await rig.untilHandedOver();
  });

  test('a job handed back in the middle ends with the same bits as an uninterrupted one', async () => {
    const [interrupted] = (await rig.submit(rig.slowJob())) as [JobRow];
    const first = await rig.startWorker();
    await rig.waitFor(interrupted.id, async ({ id }) => (await rig.storage.checkpoints.list(id)).length > 0);
    await first.stop();
    const handedBack = await rig.storage.jobs.get(interrupted.id);
    expect(handedBack).toMatchObject({ state: 'queued', attempt: 1, failures: 0 });
    expect(await rig.storage.jobs.attempts(interrupted.id)).toMatchObject([{ outcome: 'preempted' }]);

    await rig.hurry();
    await rig.startWorker();
    await rig.waitFor(interrupted.id, inState('completed'));
    const [, second] = await rig.storage.jobs.attempts(interrupted.id);
    expect(second?.resumedFromStep).toBeGreaterThanOrEqual(20);

    const [calm] = (await rig.submit(rig.slowJob())) as [JobRow];
    await rig.waitFor(calm.id, inState('completed'));
    expect(await rig.results(interrupted.id)).toEqual(await rig.results(calm.id));
  });

  test('a killed trainer is a crash: the job is run again without costing a retry', async () => {
    const [job] = (await rig.submit(rig.slowJob())) as [JobRow];
    await rig.startWorker();
    await rig.waitFor(job.id, (row) => row.state === 'running');
    await killTrainers(rig.stateDir);
    await rig.hurry();
    const crashed = await rig.waitFor(job.id, (row) => row.attempt === 1 && row.state === 'queued');
    expect(crashed.failures).toBe(0);
    expect(await rig.storage.jobs.attempts(job.id)).toMatchObject([
      { outcome: 'crashed', errorCode: 'crashed' },
    ]);
    await rig.waitFor(job.id, inState('completed'));
  });

  test('a cancelled job loses its trainer long before the next heartbeat, and its row does not change again', async () => {
    const [job] = (await rig.submit(oneYotoJob(5000, 50))) as [JobRow];
    await rig.startWorker({ HEARTBEAT_MS: '60000' });
    await rig.waitFor(job.id, (row) => row.state === 'running');
    await waitForTrainers(rig.stateDir, (count) => count > 0);
    const cancelled = await rig.storage.jobs.cancel(job.id);
    await waitForTrainers(rig.stateDir, (count) => count === 0, 20_000);
    expect(await rig.storage.jobs.get(job.id)).toEqual(cancelled);
  });

  test('a damaged newest checkpoint is passed over for the one before', async () => {
    const [job] = (await rig.submit(rig.slowJob())) as [JobRow];
    const first = await rig.startWorker();
    await rig.waitFor(job.id, (row) => row.step >= 45);
    await first.stop();
    const [newest, before] = await rig.storage.checkpoints.list(job.id);
    await writeFile(path.join(rig.stateDir, 'artifacts', newest?.key ?? ''), 'torn');
    await rig.hurry();
    await rig.startWorker();
    await rig.waitFor(job.id, inState('completed'));
    const [, second] = await rig.storage.jobs.attempts(job.id);
    expect(second?.resumedFromStep).toBe(before?.step);
  });

  test.each([
    ['diverges', { nanFromStep: 25 }, 'diverged'],
    ['reads broken data', { corruptFromStep: 25 }, 'data_error'],
  ])('a job that %s fails at once, and keeps its last good checkpoint', async (_what, params, outcome) => {
    const [job] = (await rig.submit({
      ...oneYotoJob(40),
      dataset: { id: 'two-points', params },
    })) as [JobRow];
    await rig.startWorker();
    const failed = await rig.waitFor(job.id, inState('failed'));
    expect(failed.errorMessage).toBeTruthy();
    expect(await rig.storage.jobs.attempts(job.id)).toMatchObject([{ outcome }]);
    expect(failed.attempt).toBe(1);
    expect(await rig.storage.checkpoints.list(job.id)).toMatchObject([{ step: 20 }]);
  });

  test('keeps the newest checkpoints and the best', async () => {
    const everySteps = 5;
    const [job] = (await rig.submit({
      ...oneYotoJob(40),
      defaults: { steps: 40, checkpoint: { everySteps }, evaluation: { everySteps } },
    })) as [JobRow];
    await rig.startWorker({ CHECKPOINTS_KEPT: '1' });
    await rig.waitFor(job.id, inState('completed'));
    const kept = await rig.storage.checkpoints.list(job.id);
    const scores = kept.map(({ score }) => score as number);
    expect(kept[0]?.step).toBe(40);
    expect(kept.length).toBeLessThanOrEqual(2);
    const evaluations = await rig.storage.points.evaluations(job.id);
    const meanAt = (step: number) => {
      const points = evaluations.filter((point) => point.step === step);
      const losses = points.map(
        (point) =>
          numberOf(point.losses['near-a'] ?? null) +
          ((point as ModelEvaluation).lambda['near-b'] ?? 0) * numberOf(point.losses['near-b'] ?? null),
      );
      return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    };
    const steps = Array.from({ length: 8 }, (_, i) => (i + 1) * everySteps);
    expect(Math.min(...scores)).toBeCloseTo(Math.min(...steps.map(meanAt)), 6);
    for (const { key, sha256 } of kept) await rig.artifacts.get(key, sha256);
  });

  test('messages that find nothing due are done, and one job after the other is run', async () => {
    const [job] = (await rig.submit(oneYotoJob(10))) as [JobRow];
    const extra = [5, 6, 7].map((attempt) => ({ jobId: job.id, attempt, priority: 0, notBefore: null }));
    await rig.queue.enqueue(extra);
    await rig.startWorker();
    await rig.waitFor(job.id, inState('completed'));
    await rig.waitFor(job.id, async () => {
      const { waiting, active } = await rig.queue.counts();
      return waiting + active === 0;
    });
    expect((await rig.storage.jobs.get(job.id)).attempt).toBe(1);
  });
});
