/** Stored files and checkpoints through HTTP: their bytes, what browsers may do with them, and what is said when they are not well. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type Client, createClient } from '@yoto/client';
import { Problem } from '@yoto/core';
import { type ArtifactStore, openArtifactStore } from '@yoto/storage';
import { registerWorker, submitJob, type TestStorage, testStorage } from '@yoto/testkit';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import type { RunningApi } from '../start-api.ts';
import { startTestApi } from '../testing/start-test-api.ts';

const PICTURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255]);

/** The contents of a ZIP by their names. */
async function unzipped(bytes: Buffer): Promise<Record<string, Buffer>> {
  const zip = await fromBufferPromise(bytes);
  const files: Record<string, Buffer> = {};
  for await (const entry of zip.eachEntry())
    files[entry.fileName] = await buffer(await zip.openReadStreamPromise(entry));
  return files;
}

describe('artifacts', () => {
  let test: TestStorage;
  let folder: string;
  let store: ArtifactStore;
  let api: RunningApi;
  let client: Client;
  let attempt: { jobId: string; attempt: number };

  beforeAll(async () => {
    test = await testStorage();
    folder = await mkdtemp(path.join(tmpdir(), 'yoto-artifact-bytes-'));
    store = await openArtifactStore(folder);
    api = await startTestApi({ databaseUrl: test.database.url, artifactLocation: folder });
    client = createClient({ baseUrl: api.url });
    await submitJob(test.storage);
    const job = (await test.storage.jobs.claimNext(await registerWorker(test.storage)))!;
    attempt = { jobId: job.id, attempt: job.attempt };
  });
  afterAll(async () => {
    await api?.close();
    await test?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Stores and records a file as a worker does; returns where its bytes are stored and served. */
  async function record(name: string, mediaType: string, content: Uint8Array) {
    const key = `jobs/${attempt.jobId}/artifacts/${name.replaceAll(/[^a-z0-9.]/g, '-')}`;
    const stored = await store.put(key, content);
    await test.storage.artifacts.record(attempt, { name, mediaType, key, ...stored });
    const { artifacts } = await client.getJob({ params: { id: attempt.jobId } });
    const artifact = artifacts.find((one) => one.name === name)!;
    return { ...artifact, file: path.join(folder, key) };
  }
  const plainUrl = (url: string) => url.split('?', 1)[0]!;

  it('shows pictures, which browsers may keep for ever at the address of their bytes', async () => {
    const { url, sha256, ...artifact } = await record('pictures/step 20.png', 'image/png', PICTURE);
    expect(artifact).toMatchObject({ mediaType: 'image/png', bytes: PICTURE.length, attempt: 1 });
    const reply = await request(api.url).get(url);
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual(PICTURE);
    expect(reply.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(PICTURE.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, max-age=31536000, immutable',
      etag: `W/"${sha256}"`,
    });
    expect(reply.headers['content-disposition']).toBeUndefined();
    const params = { id: attempt.jobId, name: 'pictures/step 20.png' };
    expect(Buffer.from(await client.getArtifact({ params, query: { sha256 } }))).toEqual(PICTURE);
  });

  it('is asked again without the hash, and sends nothing that is known already', async () => {
    const { url, sha256 } = await record('a.png', 'image/png', PICTURE);
    const plain = await request(api.url).get(plainUrl(url));
    expect(plain.headers['cache-control']).toBe('private, no-cache');
    const known = await request(api.url).get(plainUrl(url)).set('if-none-match', `"${sha256}"`);
    expect([known.status, known.text]).toEqual([304, '']);
    const other = await request(api.url).get(plainUrl(url)).set('if-none-match', '"other"');
    expect(other.status).toBe(200);
    const head = await request(api.url).head(url);
    expect([head.status, head.headers['content-length']]).toEqual([200, String(PICTURE.length)]);
  });

  it.each(['image/svg+xml', 'text/html', 'application/octet-stream'])('only ever saves %s', async (type) => {
    const { url } = await record('model "1".html', type, Buffer.from('<script>alert(1)</script>'));
    const { headers } = await request(api.url).get(url);
    expect(headers['content-disposition']).toMatch(/^attachment; filename="model \\"1\\"\.html"$/);
    expect(headers['content-type']).toMatch(new RegExp(`^${type.replace('+', '\\+')}`));
  });

  it('has another address after another attempt', async () => {
    const old = await record('model.bin', 'application/octet-stream', Buffer.from('old'));
    const now = await record('model.bin', 'application/octet-stream', Buffer.from('new'));
    expect((await request(api.url).get(now.url)).body).toEqual(Buffer.from('new'));
    const gone = await request(api.url).get(old.url);
    expect(gone.status).toBe(404);
    expect(Problem.parse(gone.body).message).toMatch(/newer file "model\.bin"/);
  });

  it('gives checkpoints by the hash of their bytes, checked, and names those that are gone', async () => {
    const key = `jobs/${attempt.jobId}/checkpoints/step-20-attempt-1.safetensors`;
    const stored = await store.put(key, Buffer.from('weights and moments'));
    await test.storage.checkpoints.record(attempt, { step: 20, score: null, key, ...stored });
    const params = { id: attempt.jobId, hash: stored.sha256 };
    expect(Buffer.from(await client.getCheckpoint({ params })).toString()).toBe('weights and moments');
    const { headers } = await request(api.url).get(`/api/v1/jobs/${params.id}/checkpoints/${params.hash}`);
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment; filename=step-20.safetensors',
    });
    await expect(client.getCheckpoint({ params, query: { part: 'model' } })).rejects.toMatchObject({
      code: 'checkpoint_corrupt',
    });
    const unknown = await request(api.url).get(`/api/v1/jobs/${params.id}/checkpoints/${params.hash}?part=x`);
    expect(unknown.status).toBe(400);
    const other = { ...params, hash: 'ab'.repeat(32) };
    await expect(client.getCheckpoint({ params: other })).rejects.toMatchObject({ code: 'not_found' });
    await writeFile(path.join(folder, key), 'weighty');
    await expect(client.getCheckpoint({ params })).rejects.toMatchObject({
      code: 'data_corrupt',
      message: expect.stringMatching(/checkpoint of job .* after 20 steps are damaged/),
    });
  });

  it('gives all files of a job as one ZIP, broken off at a damaged one, and told where there is none', async () => {
    await submitJob(test.storage);
    const job = (await test.storage.jobs.claimNext(await registerWorker(test.storage)))!;
    const own = { jobId: job.id, attempt: job.attempt };
    const address = `/api/v1/jobs/${job.id}/artifacts.zip`;
    expect((await request(api.url).get(address)).status).toBe(404);
    const text = Buffer.from('steady '.repeat(1000));
    const files = { 'a/log.txt': text, 'model.bin': PICTURE };
    for (const [name, content] of Object.entries(files)) {
      const key = `jobs/${job.id}/artifacts/${name.replaceAll('/', '-')}`;
      const mediaType = name.endsWith('.txt') ? 'text/plain' : 'application/octet-stream';
      await test.storage.artifacts.record(own, { name, mediaType, key, ...(await store.put(key, content)) });
    }
    const reply = await request(api.url).get(address).responseType('blob');
    expect(reply.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename=job-${job.id.slice(0, 8)}.zip`,
    });
    expect(reply.body.length).toBeLessThan(text.length / 2);
    expect(await unzipped(reply.body)).toEqual(files);
    await writeFile(path.join(folder, `jobs/${job.id}/artifacts/model.bin`), 'torn');
    await expect(request(api.url).get(address).responseType('blob')).rejects.toThrow();
    await writeFile(path.join(folder, `jobs/${job.id}/artifacts/a-log.txt`), 'torn');
    expect((await request(api.url).get(address)).body).toMatchObject({ code: 'data_corrupt' });
  });

  it('says which file is missing or damaged, and lets nobody keep that answer', async () => {
    const { url, file } = await record('weights.bin', 'application/octet-stream', Buffer.from('weights'));
    await writeFile(file, 'weighty');
    const damaged = await request(api.url).get(url);
    expect([damaged.status, damaged.body.code]).toEqual([500, 'data_corrupt']);
    expect(damaged.body.message).toMatch(/"weights\.bin" .* are damaged/);
    expect(damaged.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(damaged.headers.etag).not.toContain(url.split('=')[1]);
    await rm(file);
    const missing = await request(api.url).get(url);
    expect([missing.status, missing.body.code]).toEqual([404, 'not_found']);
    expect(missing.body.message).toMatch(/"weights\.bin" .* gone .* ARTIFACTS/);
    expect(missing.body.message).not.toContain(folder);
    const unknown = await request(api.url).get(plainUrl(url).replace('weights', 'nothing'));
    expect([unknown.status, unknown.body.code]).toEqual([404, 'not_found']);
  });
});
