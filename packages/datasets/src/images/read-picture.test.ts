import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPicture } from './read-picture.ts';
import { type Change, makePictureFolder, type PictureFolder } from './testing/picture-folder.ts';

let pictures: PictureFolder;
beforeEach(async () => {
  pictures = await makePictureFolder();
});
afterEach(() => pictures.remove());
const at = (name: string) => join(pictures.path, name);

test('what is not in the pixels is said', async () => {
  await pictures.write('plain.png', { change: (image) => image.removeAlpha() });
  expect(await readPicture(at('plain.png'))).toMatchObject({ width: 48, height: 32, changes: [] });
  await pictures.write('alpha.webp', {
    change: (image) => image.removeAlpha().ensureAlpha(0.5).webp({ lossless: true }),
  });
  const alpha = await readPicture(at('alpha.webp'));
  expect(alpha.changes).toEqual(['what is transparent is shown on white']);
  expect([...alpha.bytes.subarray(0, 3)].map((value) => Math.round(value / 10))).toEqual([26, 13, 13]);
  await pictures.write('grey.png', { change: (image) => image.removeAlpha().toColourspace('grey16').png() });
  expect((await readPicture(at('grey.png'))).changes).toEqual([
    'grey becomes three equal channels',
    'values are reduced to 8 bits per channel',
  ]);
  await pictures.write('turned.jpg', { change: (image) => image.withMetadata({ orientation: 6 }).jpeg() });
  expect(await readPicture(at('turned.jpg'))).toMatchObject({
    ...{ width: 32, height: 48 },
    changes: [expect.stringContaining('turned upright')],
  });
});

/** What a picture of one colour becomes, written in this way. */
async function changesOf(name: string, change: Change): Promise<string[]> {
  await pictures.write(name, { change: (image) => change(image.removeAlpha()) });
  return (await readPicture(at(name))).changes;
}

test('conversions of colours are said, but not those from sRGB to sRGB', async () => {
  expect(await changesOf('s.png', (image) => image.withIccProfile('srgb').png())).toEqual([]);
  expect(await changesOf('p3.jpg', (image) => image.withIccProfile('p3').jpeg())).toEqual([
    'colours are converted to sRGB from profile "sP3C"',
  ]);
  expect(await changesOf('c.jpg', (image) => image.toColourspace('cmyk').jpeg())).toEqual([
    'colours are converted to sRGB from CMYK',
  ]);
  expect(await changesOf('c2.jpg', (image) => image.withIccProfile('cmyk').jpeg())).toEqual([
    expect.stringMatching(/^colours are converted to sRGB from CMYK, profile ".+"$/),
  ]);
});

test('only what is really transparent is said to be, whatever the format has room for', async () => {
  expect(await changesOf('opaque.gif', (image) => image.gif())).toEqual([]);
  expect(await changesOf('opaque.png', (image) => image.ensureAlpha(1).png())).toEqual([]);
  expect(await changesOf('clear.gif', (image) => image.ensureAlpha(0).gif())).toEqual([
    'what is transparent is shown on white',
  ]);
});

test.each([
  ['grey16', 1, 'png'],
  ['grey16', 1, 'tiff'],
  ['rgb16', 3, 'png'],
  ['rgb16', 3, 'tiff'],
] as const)('16 bits are rounded: %s with %i channel(s) as %s', async (space, channels, format) => {
  const levels = [0, 128, 129, 32_768, 65_406, 65_407];
  const samples = Uint16Array.from(levels.flatMap((level) => Array(channels).fill(level)));
  const raw = { width: levels.length, height: 1, channels };
  await sharp(samples, { raw })
    .toColourspace(space)
    .toFormat(format, { compression: 'none' })
    .toFile(at('x'));
  const { bytes } = await readPicture(at('x'));
  expect([...bytes]).toEqual([0, 0, 1, 128, 254, 255].flatMap((level) => [level, level, level]));
});

test('16-bit transparency is laid on the same white as that of 8 bits', async () => {
  const clear: Change = (image) => image.removeAlpha().ensureAlpha(0).toColourspace('rgb16').png();
  await pictures.write('clear.png', { change: clear });
  expect([...(await readPicture(at('clear.png'))).bytes.subarray(0, 3)]).toEqual([255, 255, 255]);
});

test('a size that a header claims is refused before anything is decoded', async () => {
  await pictures.write('bomb.png');
  const bytes = await readFile(at('bomb.png'));
  for (const place of [16, 20]) bytes.writeUInt32BE(100_000, place);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  await writeFile(at('bomb.png'), bytes);
  await expect(readPicture(at('bomb.png'))).rejects.toMatchObject({
    code: 'invalid_input',
    message: /100000 x 100000 pixels \(10000 megapixels\), more than the 268 megapixels/,
  });
  for (const name of ['a', 'b', 'c']) await pictures.write(`images/${name}.png`);
  await writeFile(join(pictures.path, 'images/bomb.png'), bytes);
  expect((await pictures.open()).description).toContain('1 larger than 268 megapixels (bomb.png)');
});

test('what is no picture, or too large a one, is refused', async () => {
  await expect(readPicture(at('none.png'))).rejects.toMatchObject({
    code: 'invalid_input',
    message: `There is no file ${at('none.png')}`,
  });
  await writeFile(at('text.png'), 'no picture');
  await expect(readPicture(at('text.png'))).rejects.toThrow(/cannot be read as a picture/);
  await expect(readPicture(pictures.path)).rejects.toMatchObject({ code: 'invalid_input' });
  await pictures.write('large.png');
  await expect(readPicture(at('large.png'), { mostPixels: 1000 })).rejects.toThrow(
    /48 x 32 pixels \(0.00154 megapixels\), more than the 0.001 megapixels/,
  );
});
