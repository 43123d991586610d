/** The interpolation baseline through real workers: two models are trained, then mixed. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { placeOf, type SweepSpecInput } from '@yoto/core';
import type { JobRow } from '@yoto/storage';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inState, type WorkerRig, workerRig } from './testing/worker-rig.ts';

let rig: WorkerRig;
beforeEach(async () => {
  rig = await workerRig();
});
afterEach(() => rig.close());

const mixedGrid = (defaults: SweepSpecInput['defaults'] = {}): Partial<SweepSpecInput> => ({
  groups: [{ kind: 'fixed', name: 'grid', lambdas: { 'near-b': [0.2, 1, 5] }, interpolation: true }],
  defaults: { steps: 20, ...defaults },
});

const resume = async ({ id }: JobRow, attempt: number) => {
  await rig.storage.jobs.resume(id);
  await rig.queue.enqueue([{ jobId: id, attempt, priority: 0, notBefore: null }]);
};

describe('an interpolation job', () => {
  test('mixes the models of its group: at the ends they themselves, in the middle something else', async () => {
    const [least, middle, greatest, mixture] = (await rig.submit(mixedGrid())) as [
      JobRow,
      JobRow,
      JobRow,
      JobRow,
    ];
    await rig.startWorker();
    const done = await rig.waitFor(mixture.id, inState('completed'));
    expect(done).toMatchObject({ attempt: 1, failures: 0, step: 1 });
    expect(await rig.storage.jobs.attempts(done.id)).toMatchObject([
      { outcome: 'completed', resumedFromStep: null },
    ]);
    const points = await rig.storage.points.evaluations(done.id);
    expect(points.map((point) => [point.step, placeOf(point)])).toEqual(
      [0.2, 1, 5].map((weight) => [1, { lambda: { 'near-b': weight } }]),
    );
    const lossesOf = async (job: JobRow) => (await rig.storage.points.evaluations(job.id)).at(-1)?.losses;
    expect(points[0]?.losses).toEqual(await lossesOf(least));
    expect(points[2]?.losses).toEqual(await lossesOf(greatest));
    expect(points[1]?.losses).not.toEqual(await lossesOf(middle));
    expect(Object.values(points[1]?.losses ?? {}).every((loss) => Number.isFinite(loss))).toBe(true);
    expect(await rig.storage.checkpoints.list(done.id)).toEqual([]);
    const hashes = async (job: JobRow) =>
      new Map((await rig.storage.artifacts.list(job.id)).map(({ name, sha256 }) => [name, sha256]));
    const sheet = (lambda: number) => `pictures/positions/near-b=${lambda}.png`;
    const [ofMixture, ofLeast, ofMiddle] = [await hashes(mixture), await hashes(least), await hashes(middle)];
    expect([...ofMixture.keys()].filter((name) => name.includes('positions'))).toEqual(
      [0.2, 1, 5].map(sheet),
    );
    expect(ofMixture.get(sheet(0.2))).toBe(ofLeast.get(sheet(0.2)));
    expect(ofMixture.get(sheet(1))).not.toBe(ofMiddle.get(sheet(1)));
    await rig.untilHandedOver();
  });

  test('is paused without a checkpoint, and starts anew when it is resumed', async () => {
    const slow = { batchSize: 1, evaluation: { everySteps: 20, examples: 256 } };
    const mixture = (await rig.submit(mixedGrid(slow))).at(-1) as JobRow;
    await rig.startWorker();
    await rig.waitFor(mixture.id, inState('running'));
    await rig.storage.jobs.pause(mixture.id);
    await rig.waitFor(mixture.id, inState('paused'));
    expect(await rig.storage.points.evaluations(mixture.id)).toEqual([]);
    expect(await rig.storage.checkpoints.list(mixture.id)).toEqual([]);
    expect(await rig.storage.jobs.attempts(mixture.id)).toMatchObject([{ outcome: 'paused' }]);
    await resume(mixture, 2);
    await rig.waitFor(mixture.id, inState('completed'));
    expect(await rig.storage.points.evaluations(mixture.id)).toHaveLength(3);
  });

  test('fails at once, saying why, when the final checkpoint of a model is gone', async () => {
    const jobs = await rig.submit(mixedGrid({ checkpoint: { everySteps: 10 } }));
    const [least, mixture] = [jobs[0], jobs.at(-1)] as [JobRow, JobRow];
    await rig.storage.jobs.pause(mixture.id);
    await rig.startWorker();
    for (const { id } of jobs.slice(0, 3)) await rig.waitFor(id, inState('completed'));
    const [newest] = await rig.storage.checkpoints.list(least.id);
    await rm(path.join(rig.stateDir, 'artifacts', newest?.key ?? 'none'));
    await resume(mixture, 1);
    const failed = await rig.waitFor(mixture.id, inState('failed'));
    expect(failed).toMatchObject({ attempt: 1, errorCode: 'data_missing' });
    expect(failed.errorMessage).toContain(least.id);
  });
});
