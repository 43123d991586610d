import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ImageDataset } from '../image-dataset.ts';
import { openDataset } from '../open-dataset.ts';
import { openImages } from './open-images.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'images-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

type Change = (image: Sharp) => Sharp;

/** Writes a picture whose left half is red (1, 0, 0) and right half blue; the name's ending is the format. */
async function write(name: string, { height = 32, width = 48, change = (image) => image }: Size = {}) {
  const path = join(dataDir, name);
  await mkdir(dirname(path), { recursive: true });
  const half = { width: width / 2, height, channels: 3 as const, background: { r: 0, g: 0, b: 255 } };
  const image = sharp({ create: { ...half, width, background: { r: 255, g: 0, b: 0 } } });
  const blue = { input: { create: half }, left: width / 2, top: 0 };
  const flat = await image.composite([blue]).png().toBuffer();
  await change(sharp(flat)).toFile(path);
}
interface Size {
  height?: number;
  width?: number;
  change?: Change;
}

const open = (params = {}) => openImages({ cropSize: 16, ...params }, dataDir);
const train = (dataset: ImageDataset, indices: number[], step = 0) =>
  dataset.train(indices, { seed: 1, stream: 'augmentation', step });
const rgb = (values: Float32Array, pixel: number) => Array.from(values.subarray(pixel * 3, pixel * 3 + 3));
const failure = (params = {}): Promise<Error> =>
  open(params).then(
    () => new Error('it was opened'),
    (error: unknown) => error as Error,
  );

describe('finding pictures', () => {
  test('at any depth, through links, once each; hidden and other files are left alone', async () => {
    for (const name of ['a.png', 'deep/er/b.JPG', 'deep/c.webp', 'deep/d.jpeg'])
      await write(`images/${name}`);
    await write('elsewhere/e.png');
    await write('images/.hidden.png');
    await writeFile(join(dataDir, 'images/notes.txt'), 'no picture');
    await symlink(join(dataDir, 'images'), join(dataDir, 'images/deep/loop'));
    await symlink(join(dataDir, 'elsewhere'), join(dataDir, 'images/link'));
    await symlink(join(dataDir, 'nowhere'), join(dataDir, 'images/dangling.png'));
    const dataset = await open();
    expect(dataset.trainSize + dataset.evaluationSize).toBe(5);
    expect(dataset.description).not.toContain('left out');
    expect(await open({ folder: join(dataDir, 'images') })).toMatchObject({ trainSize: dataset.trainSize });
  });
  test('small and broken ones are left out and named', async () => {
    for (const name of ['a', 'b', 'c']) await write(`images/${name}.png`);
    await write('images/small.png', { height: 15 });
    for (const name of ['1', '2', '3', '4']) await writeFile(join(dataDir, `images/x${name}.jpg`), 'no JPEG');
    const dataset = await open();
    expect(dataset.trainSize + dataset.evaluationSize).toBe(3);
    expect(dataset.description).toContain('1 smaller than 16x16 (small.png)');
    expect(dataset.description).toContain('4 broken (x1.jpg, x2.jpg, x3.jpg, ...)');
  });
  test('nothing to use is data_missing, with what to do', async () => {
    expect(await failure()).toMatchObject({ code: 'data_missing' });
    expect((await failure()).message).toMatch(/images.*"folder"/);
    await write('images/small.png', { height: 9 });
    await write('images/one.png');
    expect(await failure()).toMatchObject({
      code: 'data_missing',
      message: /1 usable.*2 are needed.*small\.png/,
    });
    expect(await failure({ folder: 'images/one.png' })).toMatchObject({ code: 'data_missing' });
    expect(await failure({ cropSize: 7 })).toMatchObject({ code: 'invalid_input' });
  });
});

describe('the evaluation folder', () => {
  test('is never trained on, also where it lies in the training folder or around it', async () => {
    for (const name of ['a', 'b', 'c']) await write(`images/${name}.png`);
    for (const name of ['d', 'e']) await write(`images/test/${name}.png`);
    expect(await open({ evaluationFolder: 'images/test' })).toMatchObject({
      trainSize: 3,
      evaluationSize: 2,
    });
    expect(await open({ folder: 'images/test', evaluationFolder: 'images' })).toMatchObject({
      trainSize: 2,
      evaluationSize: 3,
    });
    const same = await failure({ evaluationFolder: join(dataDir, 'images') });
    expect(same).toMatchObject({ code: 'invalid_input' });
    expect(await failure({ evaluationFolder: 'nowhere' })).toMatchObject({ code: 'data_missing' });
  });
});

describe('pictures', () => {
  test('training crops are a function of the key, differ in place and are mirrored half of the time', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await write(`images/${name}.png`);
    const dataset = await open();
    const batch = await train(dataset, [0, 1, 0]);
    expect(batch).toHaveLength(3 * 16 * 16 * 3);
    expect(await train(dataset, [0, 1, 0])).toEqual(batch);
    expect(await train(await open(), [0, 1, 0])).toEqual(batch);
    const crops = await train(
      dataset,
      Array.from({ length: 200 }, () => 0),
    );
    const [pixels, reds] = [16 * 16, new Map<string, number>()];
    for (let crop = 0; crop < 200; crop++) {
      const ends = [0, 15].map((column) => rgb(crops, crop * pixels + column)[0]).join();
      reds.set(ends, (reds.get(ends) ?? 0) + 1);
    }
    // Only a mirrored crop has blue on the left and red on the right.
    expect(reds.get('0,1') ?? 0).toBeGreaterThan(20);
    expect(reds.get('1,0') ?? 0).toBeGreaterThan(20);
    const unflipped = await train(
      await open({ flip: false }),
      Array.from({ length: 50 }, () => 0),
    );
    for (let crop = 0; crop < 50; crop++) {
      const [first, last] = [0, 15].map((column) => rgb(unflipped, crop * pixels + column)[0] as number);
      expect(first).toBeGreaterThanOrEqual(last as number);
    }
  });
  test('crops of reduced pictures show more of them', async () => {
    for (const name of ['a', 'b']) await write(`images/${name}.png`, { height: 64, width: 64 });
    const dataset = await open({ minScale: 0.25 });
    const crops = await train(
      dataset,
      Array.from({ length: 100 }, () => 0),
    );
    expect(crops.every((value) => value >= 0 && value <= 1)).toBe(true);
    const red = (crop: number) =>
      crops.filter((_, at) => at % 3 === 0).subarray(crop * 256, (crop + 1) * 256);
    const halves = Array.from(
      { length: 100 },
      (_, crop) => red(crop).reduce((sum, value) => sum + value) / 256,
    );
    // The whole picture, reduced: half red. At full size most crops of a quarter of the side are of one colour.
    expect(halves.filter((share) => share > 0.2 && share < 0.8).length).toBeGreaterThan(40);
    expect(await train(dataset, [0, 0], 7)).toEqual(await train(dataset, [0, 0], 7));
  });
  test('held-out pictures come whole and as centre crops', async () => {
    await write('images/a.png');
    await write('test/b.png', { height: 20, width: 40 });
    const dataset = await open({ evaluationFolder: 'test' });
    const whole = await dataset.evaluationImage(0);
    expect(whole).toMatchObject({ height: 20, width: 40, data: { length: 20 * 40 * 3 } });
    expect([rgb(whole.data, 0), rgb(whole.data, 39)]).toEqual([
      [1, 0, 0],
      [0, 0, 1],
    ]);
    const crop = await dataset.evaluation([0]);
    expect([rgb(crop, 7), rgb(crop, 8)]).toEqual([
      [1, 0, 0],
      [0, 0, 1],
    ]);
    await expect(dataset.evaluationImage(1)).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(train(dataset, [1])).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('kinds of pictures', () => {
  const kinds: [string, string, Change, number[]][] = [
    ['16-bit', 'b.png', (image) => image.toColourspace('rgb16').png(), [1, 0, 0]],
    ['palette', 'b.png', (image) => image.png({ palette: true }), [1, 0, 0]],
    ['lossless WebP', 'b.webp', (image) => image.webp({ lossless: true }), [1, 0, 0]],
    ['grey', 'b.png', (image) => image.greyscale().png(), [0.5, 0.5, 0.5]],
    ['16-bit grey', 'b.png', (image) => image.toColourspace('grey16').png(), [0.5, 0.5, 0.5]],
    [
      'half transparent, on white',
      'b.png',
      (image) => image.removeAlpha().ensureAlpha(0.5).png(),
      [1, 0.5, 0.5],
    ],
    ['CMYK', 'b.jpg', (image) => image.toColourspace('cmyk').jpeg({ quality: 100 }), [0.95, 0.1, 0.15]],
  ];
  test.each(kinds)('%s', async (_kind, name, change, expected) => {
    await write('images/a.png');
    await write(`test/${name}`, { change });
    const { data, height, width } = await (await open({ evaluationFolder: 'test' })).evaluationImage(0);
    expect([height, width, data.length]).toEqual([32, 48, 32 * 48 * 3]);
    for (const [channel, value] of rgb(data, 0).entries()) {
      expect(Math.abs(value - (expected[channel] as number)), `channel ${channel}`).toBeLessThan(0.16);
    }
    expect(rgb(data, 47)[2]).toBeGreaterThan(0.05);
  });
  test('turned by their EXIF orientation, which counts for their size', async () => {
    await write('images/a.png', { height: 48, width: 16 });
    const turn: Change = (image) => image.withMetadata({ orientation: 6 }).jpeg({ quality: 100 });
    await write('test/b.jpg', { height: 20, width: 40, change: turn });
    const dataset = await open({ evaluationFolder: 'test' });
    const { data, height, width } = await dataset.evaluationImage(0);
    expect([height, width]).toEqual([40, 20]);
    // Turned clockwise by a quarter, what was left is on top.
    expect(rgb(data, 0)[0]).toBeGreaterThan(0.9);
    expect(rgb(data, 39 * 20)[2]).toBeGreaterThan(0.9);
  });
});

describe('files that break when they are decoded', () => {
  const cut = async (name: string) => {
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const image = sharp({ create: { width: 48, height: 32, channels: 3, noise, background: 'black' } });
    const bytes = await image.png().toBuffer();
    await writeFile(join(dataDir, name), bytes.subarray(0, bytes.length / 2));
  };
  test('the next good one stands for them', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await write('test/t.png');
    await write('images/a.png');
    await write('images/c.png', { change: (image) => image.negate() });
    await cut('images/b.png');
    const dataset = await open({ evaluationFolder: 'test' });
    expect(dataset.trainSize).toBe(3);
    const [second] = [await train(dataset, [1], 3), warn.mockRestore()];
    expect(second).toEqual(await train(dataset, [2], 3));
    expect(second).not.toEqual(await train(dataset, [0], 3));
  });
  test('when all are broken, it is data_corrupt', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    await write('test/t.png');
    await mkdir(join(dataDir, 'images'));
    for (const name of ['a', 'b']) await cut(`images/${name}.png`);
    const dataset = await open({ evaluationFolder: 'test' });
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
