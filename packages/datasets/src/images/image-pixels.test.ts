/** What is read from pictures: crops to train on, whole ones to measure, of every kind of file. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Change, makePictureFolder, type PictureFolder, rgb, train } from './testing/picture-folder.ts';

let pictures: PictureFolder;
beforeEach(async () => {
  pictures = await makePictureFolder();
});
afterEach(() => pictures.remove());

describe('pictures', () => {
  test('training crops are a function of the key, differ in place and are mirrored half of the time', async () => {
    for (const name of ['a', 'b', 'c', 'd']) await pictures.write(`images/${name}.png`);
    const dataset = await pictures.open();
    const batch = await train(dataset, [0, 1, 0]);
    expect(batch).toHaveLength(3 * 16 * 16 * 3);
    expect(await train(dataset, [0, 1, 0])).toEqual(batch);
    expect(await train(await pictures.open(), [0, 1, 0])).toEqual(batch);
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
      await pictures.open({ flip: false }),
      Array.from({ length: 50 }, () => 0),
    );
    for (let crop = 0; crop < 50; crop++) {
      const [first, last] = [0, 15].map((column) => rgb(unflipped, crop * pixels + column)[0] as number);
      expect(first).toBeGreaterThanOrEqual(last as number);
    }
  });
  test('crops of reduced pictures show more of them', async () => {
    for (const name of ['a', 'b']) await pictures.write(`images/${name}.png`, { height: 64, width: 64 });
    const dataset = await pictures.open({ minScale: 0.25 });
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
    await pictures.write('images/a.png');
    await pictures.write('test/b.png', { height: 20, width: 40 });
    const dataset = await pictures.open({ evaluationFolder: 'test' });
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

describe('crops of scenes', () => {
  const redShares = (crops: Float32Array) =>
    Array.from({ length: crops.length / (16 * 16 * 3) }, (_, crop) => {
      const reds = Array.from({ length: 256 }, (_, pixel) => rgb(crops, crop * 256 + pixel)[0] as number);
      return reds.reduce((sum, red) => sum + red) / 256;
    });
  test('one picture is enough for training and evaluation alike, which shows its whole short side', async () => {
    await pictures.write('images/a.png', { height: 160, width: 200 });
    const dataset = await pictures.open({ crops: 'scene', holdOut: 'none' });
    expect(dataset).toMatchObject({
      trainSize: 1,
      evaluationSize: 1,
      source: { files: [{ name: 'a.png' }] },
    });
    expect(dataset.description).toBe('Pictures in "images": 1, for training and evaluation alike');
    const [centre] = redShares(await dataset.evaluation([0]));
    expect(centre).toBeCloseTo(0.5, 1);
    expect((await dataset.evaluationImage(0)).name).toBe('a.png');
    // The square of a crop is up to ten times as wide as the crop: nearly all would be of one colour at full size.
    const shares = redShares(await train(dataset, Array(60).fill(0)));
    expect(shares.filter((share) => share > 0.05 && share < 0.95).length).toBeGreaterThan(20);
    expect(shares.filter((share) => share < 0.05 || share > 0.95).length).toBeGreaterThan(5);
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
    await pictures.write('images/a.png');
    await pictures.write(`test/${name}`, { change });
    const { data, height, width } = await (await pictures.open({ evaluationFolder: 'test' })).evaluationImage(
      0,
    );
    expect([height, width, data.length]).toEqual([32, 48, 32 * 48 * 3]);
    for (const [channel, value] of rgb(data, 0).entries()) {
      expect(Math.abs(value - (expected[channel] as number)), `channel ${channel}`).toBeLessThan(0.16);
    }
    expect(rgb(data, 47)[2]).toBeGreaterThan(0.05);
  });
  test('turned by their EXIF orientation, which counts for their size', async () => {
    await pictures.write('images/a.png', { height: 48, width: 16 });
    const turn: Change = (image) => image.withMetadata({ orientation: 6 }).jpeg({ quality: 100 });
    await pictures.write('test/b.jpg', { height: 20, width: 40, change: turn });
    const dataset = await pictures.open({ evaluationFolder: 'test' });
    const { data, height, width } = await dataset.evaluationImage(0);
    expect([height, width]).toEqual([40, 20]);
    // Turned clockwise by a quarter, what was left is on top.
    expect(rgb(data, 0)[0]).toBeGreaterThan(0.9);
    expect(rgb(data, 39 * 20)[2]).toBeGreaterThan(0.9);
  });
});
