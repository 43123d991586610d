/** Pictures through a real worker: what a job shows at its end, and what happens when it cannot. */
import { JOB_LOG, PictureManifest } from '@yoto/core';
import type { JobRow } from '@yoto/storage';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inState, oneYotoJob, type WorkerRig, workerRig } from './testing/worker-rig.ts';

let rig: WorkerRig;
beforeEach(async () => {
  rig = await workerRig();
});
afterEach(() => rig.close());

const SHEETS = ['pictures/ends.png', 'pictures/positions/near-b=0.5.png', 'pictures/positions/near-b=2.png'];

test('a completed job leaves its sheets and a manifest that lists them', async () => {
  const [job] = (await rig.submit(oneYotoJob(20))) as [JobRow];
  await rig.startWorker();
  await rig.waitFor(job.id, inState('completed'));
  const rows = (await rig.storage.artifacts.list(job.id)).filter(({ name }) => name !== JOB_LOG);
  expect(rows.map(({ name }) => name)).toEqual(['examples.json', 'pictures.json', ...SHEETS]);
  for (const { key, sha256, mediaType } of rows.slice(2)) {
    expect(mediaType).toBe('image/png');
    expect(key).toMatch(new RegExp(`^jobs/${job.id}/artifacts/attempt-1/pictures/`));
    const bytes = await rig.artifacts.get(key, sha256);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  }
  const manifest = await rig.artifacts.get(rows[1]?.key ?? '');
  expect(PictureManifest.parse(JSON.parse(manifest.toString())).sections).toMatchObject([
    {
      name: 'ends',
      label: 'Both ends',
      lambda: null,
      artifact: SHEETS[0],
      tileWidth: 2,
      count: 2,
      columns: 2,
    },
    { name: 'positions', lambda: { 'near-b': 0.5 }, artifact: SHEETS[1], tileHeight: 1, count: 1 },
    { name: 'positions', lambda: { 'near-b': 2 }, artifact: SHEETS[2] },
  ]);
  await rig.untilHandedOver();
});

test('a job whose pictures fail is complete all the same, and an event says why', async () => {
  const sweep = oneYotoJob(20);
  const [job] = (await rig.submit({
    ...sweep,
    dataset: { id: 'two-points', params: { unshowable: true } },
  })) as [JobRow];
  await rig.startWorker();
  const completed = await rig.waitFor(job.id, inState('completed'));
  expect(completed).toMatchObject({ attempt: 1, failures: 0, errorMessage: null });
  expect((await rig.storage.artifacts.list(job.id)).map(({ name }) => name)).toEqual([
    'examples.json',
    JOB_LOG,
  ]);
  const events = await rig.storage.events.ofJob(job.id, 20);
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'pictures_failed',
      message: 'The job has no pictures: The toy has no pictures, as its parameters ask',
    }),
  );
});
