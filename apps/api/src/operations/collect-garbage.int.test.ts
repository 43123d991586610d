/** What is removed and what never is, with real files and real rows. */
import { access, mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { taskCatalogue } from '@yoto/core';
import type { JobQueue } from '@yoto/queue';
import { type ArtifactStore, openArtifactStore, openStorage } from '@yoto/storage';
import { registerWorker, submitJob, type TestStorage, tcpProxy, testStorage } from '@yoto/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sweepComparisons } from '../comparison/sweep-comparisons.ts';
import type { ApiContext } from '../context.ts';
import { silentLog } from '../testing/silent-log.ts';
import { collectGarbage } from './collect-garbage.ts';

const TWO_DAYS_AGO = new Date(Date.now() - 48 * 3_600_000);
let test: TestStorage;
let folder: string;
let store: ArtifactStore;
let context: ApiContext;
let attempt: { jobId: string; attempt: number };

beforeEach(async () => {
  test = await testStorage();
  folder = await mkdtemp(path.join(tmpdir(), 'yoto-garbage-'));
  store = await openArtifactStore(folder);
  context = {
    storage: test.storage,
    artifacts: store,
    // Never asked: the collection is about files and rows.
    queue: undefined as unknown as JobQueue,
    tasks: taskCatalogue([]),
    comparisons: sweepComparisons(),
    log: silentLog,
    stallAfterMs: 60_000,
    workerSetup: { variables: [], onlyHere: false },
  };
  await submitJob(test.storage);
  const job = (await test.storage.jobs.claimNext(await registerWorker(test.storage)))!;
  attempt = { jobId: job.id, attempt: job.attempt };
});
afterEach(async () => {
  await test?.close();
  await rm(folder, { recursive: true, force: true });
});

async function put(key: string, { old = true, content = 'four' } = {}) {
  const stored = await store.put(key, Buffer.from(content));
  if (old) await utimes(path.join(folder, key), TWO_DAYS_AGO, TWO_DAYS_AGO);
  return { key, ...stored };
}
const exists = (key: string) =>
  access(path.join(folder, key)).then(
    () => true,
    () => false,
  );
const collect = (options: { dryRun?: boolean; olderThanHours?: number } = {}, own = context) =>
  collectGarbage(own, {
    params: undefined,
    query: undefined,
    body: { dryRun: false, olderThanHours: 24, ...options },
  });

it('removes old files that no row refers to, and nothing else', async () => {
  const checkpoint = await put('jobs/a/checkpoints/step-10.safetensors');
  await test.storage.checkpoints.record(attempt, { ...checkpoint, step: 10, score: null });
  const artifact = await put('jobs/a/artifacts/model.bin');
  await test.storage.artifacts.record(attempt, { ...artifact, name: 'model.bin', mediaType: 'x/y' });
  await put('jobs/a/checkpoints/step-5.safetensors');
  await put('jobs/gone/artifacts/model.bin', { content: 'seven..' });
  await put('jobs/b/checkpoints/step-1.safetensors', { old: false });
  await put('elsewhere/file');

  const expected = { examinedFiles: 5, removedFiles: 2, removedBytes: 11, tooYoungFiles: 1 };
  expect(await collect({ dryRun: true })).toEqual({ dryRun: true, ...expected });
  expect(await exists('jobs/gone/artifacts/model.bin')).toBe(true);
  expect(await collect()).toEqual({ dryRun: false, ...expected });
  expect(await exists('jobs/a/checkpoints/step-5.safetensors')).toBe(false);
  expect(await exists('jobs/gone/artifacts/model.bin')).toBe(false);
  for (const key of [
    checkpoint.key,
    artifact.key,
    'jobs/b/checkpoints/step-1.safetensors',
    'elsewhere/file',
  ]) {
    expect([key, await exists(key)]).toEqual([key, true]);
  }
  expect(await collect({ olderThanHours: 0 })).toMatchObject({ removedFiles: 1, tooYoungFiles: 0 });
  expect(await collect({ olderThanHours: 0 })).toMatchObject({ examinedFiles: 2, removedFiles: 0 });
});

it('frees the files of a deleted sweep', async () => {
  const checkpoint = await put(`jobs/${attempt.jobId}/checkpoints/step-10.safetensors`);
  await test.storage.checkpoints.record(attempt, { ...checkpoint, step: 10, score: null });
  const { sweepId } = await test.storage.jobs.complete(attempt);
  expect(await collect()).toMatchObject({ removedFiles: 0 });
  await test.storage.sweeps.delete(sweepId);
  expect(await collect()).toMatchObject({ removedFiles: 1 });
  expect(await exists(checkpoint.key)).toBe(false);
});

it('spares a file that is recorded after it was listed', async () => {
  const late = await put('jobs/a/checkpoints/late.safetensors');
  await put('jobs/a/checkpoints/never.safetensors');
  const { artifacts } = test.storage;
  let asked = 0;
  // The worker records its file between the first question and the removal.
  const storage = {
    ...test.storage,
    artifacts: {
      ...artifacts,
      async referenced(keys: readonly string[]) {
        const found = await artifacts.referenced(keys);
        asked += 1;
        if (asked === 1) {
          expect(found.size).toBe(0);
          await test.storage.checkpoints.record(attempt, { ...late, step: 1, score: null });
        }
        return found;
      },
    },
  };
  expect(await collect({}, { ...context, storage })).toMatchObject({ examinedFiles: 2, removedFiles: 1 });
  expect(await exists(late.key)).toBe(true);
  expect(await exists('jobs/a/checkpoints/never.safetensors')).toBe(false);
});

it('removes nothing that the database cannot be asked about', async () => {
  for (let file = 0; file < 20; file++) await put(`jobs/a/checkpoints/step-${file}.safetensors`);
  const network = await tcpProxy(test.database.url);
  const storage = await openStorage({ databaseUrl: network.through(test.database.url) });
  const away = { ...context, storage };
  // The network breaks while the first files are being removed.
  const artifacts: ArtifactStore = {
    ...store,
    async delete(key) {
      await network.cut();
      await store.delete(key);
    },
  };
  await expect(collect({}, { ...away, artifacts })).rejects.toMatchObject({ code: 'database_unavailable' });
  await expect(collect({}, away)).rejects.toMatchObject({ code: 'database_unavailable' });
  const left = [];
  for await (const { key } of store.list('jobs/')) left.push(key);
  expect(left.length).toBeGreaterThanOrEqual(20 - 8);
  await storage.close();
  await network.close();
});
