import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createClient } from '@yoto/client';
import type { JobDetail } from '@yoto/core';
import { expect, onTestFinished, test } from 'vitest';
import { bestCheckpoint, type ModelStore, requireTask, trainedModels } from './trained-models.ts';

const MODEL = Buffer.from('weights');
const SHA256 = createHash('sha256').update(MODEL).digest('hex');
const JOB = '0192f0c1-2a3b-7c4d-8e5f-0123456789ab';
const TASK = 'drawing';
type Checkpoint = JobDetail['checkpoints'][number];

const checkpoint = (step: number, score: number | null, sha256 = SHA256): Checkpoint => ({
  ...{ step, score, sha256, bytes: MODEL.length, attempt: 1, createdAt: '2026-01-01T00:00:00.000Z' },
});
/** What the search looks at. */
const job = (checkpoints: Checkpoint[], kind = 'yoto', taskId = TASK) =>
  ({
    id: JOB,
    kind,
    state: 'running',
    step: 3,
    steps: 9,
    spec: { task: { id: taskId } },
    checkpoints,
  }) as JobDetail;

/** A store whose server has these bytes as every checkpoint and knows no job; it counts the downloads. */
async function storeOf(bytes: Uint8Array): Promise<ModelStore & { downloads: string[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'yoto-models-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const server = createServer((request, response) => {
    if (request.url?.includes('/checkpoints/')) return response.end(bytes);
    response.statusCode = 404;
    return response.end(JSON.stringify({ code: 'not_found', message: 'There is no such job', issues: [] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const downloads: string[] = [];
  const say = (message: string) => void downloads.push(message);
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { client: createClient({ baseUrl }), folder, say, downloads };
}

test('the best checkpoint has the least score; without scores, the newest is taken', () => {
  expect(
    bestCheckpoint([checkpoint(40, null), checkpoint(30, 2), checkpoint(20, -1), checkpoint(10, -1)]),
  ).toEqual(checkpoint(20, -1));
  expect(bestCheckpoint([checkpoint(10, null), checkpoint(30, null)])?.step).toBe(30);
  expect(bestCheckpoint([])).toBeUndefined();
});

test('a model is downloaded once; a kept file that is damaged is replaced', async () => {
  const store = await storeOf(MODEL);
  const models = trainedModels(store, TASK);
  const trained = job([checkpoint(5, 1)]);
  const file = await models.best(trained);
  expect(file).toBe(path.join(store.folder, `${SHA256}.safetensors`));
  expect(await models.best(trained)).toBe(file);
  expect(await models.find({ jobId: JOB, fingerprint: SHA256.slice(0, 16) })).toBe(file);
  expect(store.downloads).toHaveLength(1);
  writeFileSync(file, 'weightz');
  await models.best(trained);
  expect(readFileSync(file)).toEqual(MODEL);
});

test('what arrives damaged is not kept', async () => {
  const store = await storeOf(Buffer.from('weightz'));
  await expect(trainedModels(store, TASK).best(job([checkpoint(5, 1)]))).rejects.toMatchObject({
    code: 'data_corrupt',
  });
  expect(readdirSync(store.folder)).toEqual([]);
});

test('jobs without such a model are named', async () => {
  const store = await storeOf(MODEL);
  const models = trainedModels(store, TASK);
  expect(() => requireTask(job([], 'yoto', 'beta-vae'), TASK)).toThrow(/task "beta-vae".*task "drawing"/);
  await expect(models.best(job([]))).rejects.toThrow(/step 3 of 9\) has no checkpoint yet/);
  await expect(models.best(job([], 'interpolation'))).rejects.toThrow(/trains no model/);
  const unknown = models.find({ jobId: JOB, fingerprint: 'ab'.repeat(8) });
  await expect(unknown).rejects.toThrow(new RegExp(`job ${JOB}.* neither on this machine nor on the server`));
  const away = { ...store, client: createClient({ baseUrl: 'http://127.0.0.1:9' }) };
  await expect(
    trainedModels(away, TASK).find({ jobId: 'a.ckpt', fingerprint: 'ab'.repeat(8) }),
  ).rejects.toMatchObject({
    code: 'server_unreachable',
    details: { fix: expect.stringMatching(/that has "a\.ckpt" .*--model FILE/) },
  });
});
