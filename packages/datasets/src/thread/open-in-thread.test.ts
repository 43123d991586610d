import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { RECORD_BYTES } from '../cifar10/cifar10-records.ts';
import type { ImageDataset } from '../image-dataset.ts';
import { openDataset } from '../open-dataset.ts';
import { trainingBatch } from '../training-order.ts';
import { openInThread } from './open-in-thread.ts';

/** Tests share their processor with others, and slow is no failure. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let dataDir: string;
const opened: ImageDataset[] = [];
/** A thread that has not ended holds a port. */
const openThreads = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
const threadsBefore = openThreads();

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'thread-'));
  const records = Buffer.alloc(20 * RECORD_BYTES, 'some picture');
  for (let record = 0; record < 20; record++) records[record * RECORD_BYTES] = record % 10;
  await writeFile(join(dataDir, 'data_batch_1.bin'), records);
  await mkdir(join(dataDir, 'images'));
  for (let picture = 0; picture < 6; picture++) {
    const noise = { type: 'gaussian', mean: 128, sigma: 30 } as const;
    const image = sharp({
      create: { width: 90, height: 70 + picture, channels: 3, noise, background: 'black' },
    });
    await image.png().toFile(join(dataDir, 'images', `${picture}.png`));
  }
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((dataset) => dataset.close()));
  expect(openThreads()).toBe(threadsBefore);
});
afterAll(() => rm(dataDir, { recursive: true }));

async function open(id: string, ownThread = true): Promise<ImageDataset> {
  const params = { images: { cropSize: 64 }, patterns: { kind: 'content', size: 32 } }[id] ?? {};
  const dataset = await openDataset(id, params, { dataDir, ownThread });
  opened.push(dataset);
  return dataset;
}

const trainBatch = (dataset: ImageDataset, index: number) =>
  dataset.train(trainingBatch(dataset.trainSize, 3, 1, index), {
    seed: 1,
    stream: 'augmentation',
    step: index,
  });

describe('a data set in a thread of its own', () => {
  test.each(['cifar10', 'shapes3d-rendered', 'images', 'patterns'])(
    '%s: has the same facts and pictures',
    async (id) => {
      const [here, there] = [await open(id, false), await open(id)];
      const facts = (dataset: ImageDataset) => JSON.stringify(dataset);
      expect(facts(there)).toBe(facts(here));
      const batches = (dataset: ImageDataset) =>
        Promise.all([0, 1, 2].map((index) => trainBatch(dataset, index)));
      expect(await batches(there)).toEqual(await batches(here));
      expect(await there.evaluation([0])).toEqual(await here.evaluation([0]));
      expect(await there.evaluationImage(0)).toEqual(await here.evaluationImage(0));
    },
  );

  test.each(['cifar10', 'images'])('%s: batches get ready while this thread is blocked', async (id) => {
    const dataset = await open(id);
    await trainBatch(dataset, 0);
    const ready = new Set<number>();
    for (const index of [1, 2, 3, 4]) trainBatch(dataset, index).then(() => ready.add(index));
    await new Promise((resolve) => setImmediate(resolve));
    const blocked = new Int32Array(new SharedArrayBuffer(4));
    Atomics.wait(blocked, 0, 0, 1000);
    // One turn of the event loop, without a wait.
    await new Promise((resolve) => setImmediate(resolve));
    // In any order: `prefetch` hands them on in theirs.
    expect([...ready].toSorted()).toEqual([1, 2, 3, 4]);
  });

  test('errors keep their code, message and details, and do not end it', async () => {
    const dataset = await open('cifar10');
    const outside = dataset.train([20], { seed: 1, stream: 'a', step: 0 });
    await expect(outside).rejects.toMatchObject({ code: 'invalid_input', message: /0 to 17/ });
    await expect(dataset.evaluationImage(2)).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await trainBatch(dataset, 0)).toHaveLength(3 * 3072);
  });

  test('a data set that cannot be opened leaves no thread', async () => {
    const missing = openDataset('shapes3d', {}, { dataDir });
    await expect(missing).rejects.toMatchObject({
      code: 'data_missing',
      details: { expected: '3dshapes.h5' },
    });
    await expect(openDataset('images', { cropSize: 1 }, { dataDir })).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path: 'cropSize' }],
    });
    expect(openThreads()).toBe(threadsBefore);
  });

  test('the port is how a thread that was left open shows', async () => {
    await open('shapes3d-rendered');
    expect(openThreads()).toBe(threadsBefore + 1);
  });

  test('closing waits for what was asked', async () => {
    const dataset = await openDataset('images', { cropSize: 64 }, { dataDir });
    const batch = trainBatch(dataset, 0);
    await dataset.close();
    expect(await batch).toHaveLength(3 * 64 * 64 * 3);
  });
});

describe('a thread that crashes', () => {
  const script = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  const task = { id: 'photos', params: {}, location: { dataDir: '' } };
  const crashed = { code: 'crashed', message: expect.stringContaining('"photos" crashed: broken wire') };

  test('while opening', async () => {
    await expect(openInThread(task, script("throw new Error('broken wire')"))).rejects.toMatchObject(crashed);
    await expect(openInThread(task, script('process.exit(3)'))).rejects.toMatchObject({
      code: 'crashed',
      message: /ended with code 3/,
    });
  });
  test('with calls unanswered: they fail, as do later ones, and it can be closed', async () => {
    const code = `import { parentPort } from 'node:worker_threads';
      parentPort.postMessage({ call: 0, value: {} });
      parentPort.on('message', () => { throw new Error('broken wire'); });`;
    const dataset = await openInThread(task, script(code));
    const calls = [dataset.evaluation([0]), dataset.evaluation([1])];
    for (const call of calls) await expect(call).rejects.toMatchObject(crashed);
    await expect(dataset.evaluation([2])).rejects.toMatchObject(crashed);
    await dataset.close();
  });
});
