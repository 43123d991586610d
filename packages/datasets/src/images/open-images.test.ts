/** Which pictures of a folder are used, and what happens to those that are not. */
import { link, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fingerprintData } from '../fingerprint/fingerprint-data.ts';
import { openDataset } from '../open-dataset.ts';
import { MANY_FILES } from './scan-images.ts';
import { makePictureFolder, type PictureFolder, train } from './testing/picture-folder.ts';

let pictures: PictureFolder;
beforeEach(async () => {
  pictures = await makePictureFolder();
});
afterEach(() => pictures.remove());

const failure = (params = {}): Promise<Error> =>
  pictures.open(params).then(
    () => new Error('it was opened'),
    (error: unknown) => error as Error,
  );

describe('finding pictures', () => {
  test('at any depth, through links, once each; hidden and other files are left alone', async () => {
    for (const name of ['a.png', 'deep/er/b.JPG', 'deep/c.webp', 'deep/d.jpeg'])
      await pictures.write(`images/${name}`);
    await pictures.write('elsewhere/e.png');
    await pictures.write('images/.hidden.png');
    await writeFile(join(pictures.path, 'images/notes.txt'), 'no picture');
    await symlink(join(pictures.path, 'images'), join(pictures.path, 'images/deep/loop'));
    await symlink(join(pictures.path, 'elsewhere'), join(pictures.path, 'images/link'));
    await symlink(join(pictures.path, 'nowhere'), join(pictures.path, 'images/dangling.png'));
    const dataset = await pictures.open();
    expect(dataset.trainSize + dataset.evaluationSize).toBe(5);
    expect(dataset.description).toContain('left out: 1 links that lead nowhere');
    expect(await pictures.open({ folder: join(pictures.path, 'images') })).toMatchObject({
      trainSize: dataset.trainSize,
    });
  });
  test('small and broken ones are left out and named', async () => {
    for (const name of ['a', 'b', 'c']) await pictures.write(`images/${name}.png`);
    await pictures.write('images/small.png', { height: 15 });
    for (const name of ['1', '2', '3', '4'])
      await writeFile(join(pictures.path, `images/x${name}.jpg`), 'no JPEG');
    const dataset = await pictures.open();
    expect(dataset.trainSize + dataset.evaluationSize).toBe(3);
    expect(dataset.description).toContain('1 smaller than 16x16 (small.png)');
    expect(dataset.description).toContain('4 broken (x1.jpg, x2.jpg, x3.jpg, ...)');
  });
  test('nothing to use is data_missing, with what to do', async () => {
    expect(await failure()).toMatchObject({ code: 'data_missing' });
    expect((await failure()).message).toMatch(/images.*"folder"/);
    await pictures.write('images/small.png', { height: 9 });
    await pictures.write('images/one.png');
    expect(await failure()).toMatchObject({
      code: 'data_missing',
      message: /1 usable.*2 are needed.*small\.png/,
    });
    expect(await failure({ folder: 'images/one.png' })).toMatchObject({ code: 'data_missing' });
    expect(await failure({ cropSize: 7 })).toMatchObject({ code: 'invalid_input' });
  });
});

describe('very many files', () => {
  test('are not looked at before the start; what cannot be used is passed over in its turn', async () => {
    await pictures.write('first.png');
    await pictures.write('images/small.png', { height: 15 });
    await writeFile(join(pictures.path, 'images/tiny.png'), 'no picture');
    const names = Array.from({ length: MANY_FILES }, (_, i) => `${i}.png`);
    const place = (name: string) => join(pictures.path, name);
    await Promise.all(names.map((name) => link(place('first.png'), place(`images/${name}`))));
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const dataset = await pictures.open({ holdOut: 'none' });
    expect(dataset.trainSize).toBe(MANY_FILES + 2);
    expect(dataset.description).toContain(
      'those of the 10002 files that are broken or smaller than 16x16 are passed over when their turn comes',
    );
    const unusable = [dataset.trainSize - 2, dataset.trainSize - 1];
    const [small] = [await dataset.evaluation(unusable), warn.mockRestore()];
    expect(small).toEqual(await dataset.evaluation([0, 0]));
    const { covers, sha256 } = await fingerprintData(dataset.source);
    expect(covers).toMatch(/^names of all 10002 files, and of a sample .* of 1000 files/);
    // Also of what is not in the sample every name counts.
    await link(place('first.png'), place('images/1b.png'));
    await rm(place('images/10.png'));
    const other = await pictures.open({ holdOut: 'none' });
    expect((await fingerprintData(other.source)).sha256).not.toBe(sha256);
  });
});

describe('the evaluation folder', () => {
  test('is never trained on, also where it lies in the training folder or around it', async () => {
    for (const name of ['a', 'b', 'c']) await pictures.write(`images/${name}.png`);
    for (const name of ['d', 'e']) await pictures.write(`images/test/${name}.png`);
    expect(await pictures.open({ evaluationFolder: 'images/test' })).toMatchObject({
      trainSize: 3,
      evaluationSize: 2,
    });
    expect(await pictures.open({ folder: 'images/test', evaluationFolder: 'images' })).toMatchObject({
      trainSize: 2,
      evaluationSize: 3,
    });
    const same = await failure({ evaluationFolder: join(pictures.path, 'images') });
    expect(same).toMatchObject({ code: 'invalid_input' });
    expect(await failure({ evaluationFolder: 'nowhere' })).toMatchObject({ code: 'data_missing' });
  });
});

describe('files that break when they are decoded', () => {
  const cut = async (name: string) => {
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const image = sharp({ create: { width: 48, height: 32, channels: 3, noise, background: 'black' } });
    const bytes = await image.png().toBuffer();
    await writeFile(join(pictures.path, name), bytes.subarray(0, bytes.length / 2));
  };
  test('the next good one stands for them', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await pictures.write('test/t.png');
    await pictures.write('images/a.png');
    await pictures.write('images/c.png', { change: (image) => image.negate() });
    await cut('images/b.png');
    const dataset = await pictures.open({ evaluationFolder: 'test' });
    expect(dataset.trainSize).toBe(3);
    const [second] = [await train(dataset, [1], 3), warn.mockRestore()];
    expect(second).toEqual(await train(dataset, [2], 3));
    expect(second).not.toEqual(await train(dataset, [0], 3));
  });
  test('a held-out picture says which file it is of, also when another one stands for it', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await pictures.write('images/a.png');
    await pictures.write('test/deep/t.png');
    await mkdir(join(pictures.path, 'test'), { recursive: true });
    await cut('test/a.png');
    const dataset = await pictures.open({ evaluationFolder: 'test' });
    const names = await Promise.all([0, 1].map(async (i) => (await dataset.evaluationImage(i)).name));
    warn.mockRestore();
    expect(names).toEqual(['deep/t.png', 'deep/t.png']);
  });
  test('when all are broken, it is data_corrupt', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await pictures.write('test/t.png');
    await mkdir(join(pictures.path, 'images'));
    for (const name of ['a', 'b']) await cut(`images/${name}.png`);
    const dataset = await pictures.open({ evaluationFolder: 'test' });
    await expect(train(dataset, [0])).rejects.toMatchObject({ code: 'data_corrupt', message: /All 2/ });
    expect(warn).toHaveBeenCalledTimes(2);
    warn.mockRestore();
  });
});

const testData = process.env.YOTO_TEST_DATA;
describe.skipIf(!testData)('real photographs (needs YOTO_TEST_DATA)', () => {
  test('crops of photographs and paintings; whole Kodak pictures with their own pixels', async () => {
    const params = { folder: '.', evaluationFolder: 'kodak' };
    const dataset = await openDataset('images', params, { dataDir: testData as string });
    expect(dataset.evaluationSize).toBeGreaterThanOrEqual(12);
    expect(dataset.trainSize).toBeGreaterThanOrEqual(28);
    const batch = await train(dataset, [0, 1, dataset.trainSize - 1]);
    expect(batch).toHaveLength(3 * 256 * 256 * 3);
    const mean = batch.reduce((sum, value) => sum + value) / batch.length;
    expect(mean).toBeGreaterThan(0.1);
    expect(mean).toBeLessThan(0.9);
    const { height, width, data } = await dataset.evaluationImage(0);
    expect([height, width].toSorted((a, b) => a - b)).toEqual([512, 768]);
    expect(data.every((value) => value >= 0 && value <= 1)).toBe(true);
    await dataset.close();
  });
});
