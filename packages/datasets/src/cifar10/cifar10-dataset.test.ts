import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDataset } from '../open-dataset.ts';
import { RECORD_BYTES } from './cifar10-records.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'cifar10-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

/** Records whose every pixel has the value `first + record number`. */
const records = (count: number, first: number) =>
  Buffer.concat(
    Array.from({ length: count }, (_, record) =>
      Buffer.concat([Buffer.from([record % 10]), Buffer.alloc(RECORD_BYTES - 1, first + record)]),
    ),
  );
const write = async (path: string, bytes: Uint8Array) => {
  await mkdir(join(dataDir, path, '..'), { recursive: true });
  await writeFile(join(dataDir, path), bytes);
};
const openCifar = () => openDataset('cifar10', { download: false }, { dataDir });
const byteOf = (value: number | undefined) => Math.round(((value as number) + 1) * 127.5);

describe('opening', () => {
  test.each(['cifar-10', 'cifar-10-batches-bin', '.'])('finds the batches in %s', async (folder) => {
    await write(`${folder}/data_batch_2.bin`, records(4, 100));
    await write(`${folder}/data_batch_1.bin`, records(6, 0));
    await write(`${folder}/test_batch.bin`, records(3, 200));
    const dataset = await openCifar();
    expect([dataset.trainSize, dataset.evaluationSize]).toEqual([10, 3]);
    expect(dataset.description).toMatch(/data_batch_1, data_batch_2.*test_batch\.bin/);
    expect(byteOf((await dataset.evaluation([2]))[0])).toBe(202);
    const trained = await dataset.train([0, 6], { seed: 1, stream: 'a', step: 0 });
    expect([byteOf(trained[0]), byteOf(trained[3072])]).toEqual([0, 100]);
  });
  test('takes any other test file', async () => {
    await write('cifar-10/data_batch_1.bin', records(6, 0));
    await write('cifar-10/test_first.bin', records(2, 50));
    expect(await openCifar()).toMatchObject({ trainSize: 6, evaluationSize: 2 });
  });
  test('without a test file it holds out the last tenth, and says so', async () => {
    await write('data_batch_1.bin', records(20, 0));
    const dataset = await openCifar();
    expect(dataset).toMatchObject({ trainSize: 18, evaluationSize: 2 });
    expect(dataset.description).toMatch(/no test file.*last 2/);
    expect(byteOf((await dataset.evaluation([0]))[0])).toBe(18);
    await expect(dataset.train([18], { seed: 1, stream: 'a', step: 0 })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(dataset.evaluation([2])).rejects.toMatchObject({ code: 'invalid_input' });
  });
  test('missing data: names the folders, the file, where to get it', async () => {
    const error = await openCifar().catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'data_missing' });
    expect((error as Error).message).not.toContain(dataDir);
    for (const part of ['data_batch_1.bin', 'cifar-10-binary.tar.gz', 'YOTO_DATA']) {
      expect((error as Error).message).toContain(part);
    }
  });
  test.each([
    ['a cut file', records(2, 0).subarray(0, -1), /6145 bytes/],
    ['an empty file', new Uint8Array(), /0 bytes/],
    ['a wrong label', Buffer.alloc(RECORD_BYTES, 10), /record 0 has label 10/],
  ])('%s is corrupt', async (_what, bytes, message) => {
    await write('data_batch_1.bin', bytes);
    await expect(openCifar()).rejects.toMatchObject({ code: 'data_corrupt' });
    await expect(openCifar()).rejects.toThrow(message);
  });
  test('a single picture cannot be split', async () => {
    await write('data_batch_1.bin', records(1, 0));
    await expect(openCifar()).rejects.toThrow(/two pictures/);
    await write('data_batch_1.bin', records(2, 0));
    expect(await openCifar()).toMatchObject({ trainSize: 1, evaluationSize: 1 });
  });
});

const testData = process.env.YOTO_TEST_DATA;
describe.skipIf(!testData)('real pictures (needs YOTO_TEST_DATA)', () => {
  test('reads the official records and augments them as a function of the draws', async () => {
    const dataset = await openDataset('cifar10', {}, { dataDir: testData as string });
    expect(dataset.trainSize % 10_000).toBe(0);
    expect(dataset.description).toContain('data_batch_1');
    // The first test picture, a cat, starts with the pixel (158, 112, 49).
    const evaluated = await dataset.evaluation([0]);
    expect(Array.from(evaluated.subarray(0, 3), byteOf)).toEqual([158, 112, 49]);
    const once = await dataset.train([0, 5, 9], { seed: 3, stream: 'augmentation', step: 7 });
    expect(once).toEqual(await dataset.train([0, 5, 9], { seed: 3, stream: 'augmentation', step: 7 }));
    expect(once).not.toEqual(await dataset.train([0, 5, 9], { seed: 3, stream: 'augmentation', step: 8 }));
    expect(once.every((value) => value >= -1 && value <= 1)).toBe(true);
    await dataset.close();
  });
});
