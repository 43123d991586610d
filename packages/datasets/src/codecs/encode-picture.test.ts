import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { encodePicture, type PictureCodec } from './encode-picture.ts';

const SIZE = { height: 48, width: 64 };
/** Two waves of light and, finer, of colour. */
const pixels = Uint8Array.from({ length: SIZE.height * SIZE.width * 3 }, (_, i) => {
  const [row, column, channel] = [Math.floor(i / 3 / SIZE.width), Math.floor(i / 3) % SIZE.width, i % 3];
  return Math.round(
    127 + 60 * Math.sin(0.2 * row + 0.1 * column) + 50 * Math.sin(1.5 * column + 2 * channel),
  );
});
const meanSquaredError = (others: Uint8Array) =>
  pixels.reduce((sum, value, i) => sum + (value - (others[i] ?? 0)) ** 2, 0) / pixels.length;

describe.each(['jpeg', 'webp', 'avif'] as const)('encodePicture: %s', (codec: PictureCodec) => {
  test('gives the file, and the pixels that anyone gets from it', async () => {
    const { bytes, pixels: decoded } = await encodePicture(pixels, SIZE, codec, { quality: 80 });
    const metadata = await sharp(bytes).metadata();
    expect(metadata).toMatchObject({ ...SIZE, format: codec === 'avif' ? 'heif' : codec, channels: 3 });
    expect([metadata.exif, metadata.icc, metadata.xmp]).toEqual([undefined, undefined, undefined]);
    expect(Buffer.compare(await sharp(bytes).raw().toBuffer(), decoded)).toBe(0);
    expect(meanSquaredError(decoded)).toBeLessThan(2000);
    const again = await encodePicture(pixels, SIZE, codec, { quality: 80 });
    expect(Buffer.compare(again.bytes, bytes)).toBe(0);
  });

  test('a higher quality takes more bytes for a smaller error', async () => {
    const made = await Promise.all(
      [10, 50, 95].map((quality) => encodePicture(pixels, SIZE, codec, { quality })),
    );
    const sizes = made.map(({ bytes }) => bytes.length);
    const errors = made.map((one) => meanSquaredError(one.pixels));
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(errors).toEqual(errors.toSorted((a, b) => b - a));
    expect(new Set(sizes).size).toBe(3);
  });

  test('refuses what is no picture, or no quality', async () => {
    const invalid = { code: 'invalid_input' };
    await expect(encodePicture(pixels.subarray(3), SIZE, codec, { quality: 80 })).rejects.toMatchObject(
      invalid,
    );
    for (const quality of [0, 101, 50.5, Number.NaN])
      await expect(encodePicture(pixels, SIZE, codec, { quality })).rejects.toMatchObject(invalid);
  });
});

test('JPEG halves the resolution of colour unless told otherwise, AVIF does not', async () => {
  const chromaOf = async (codec: PictureCodec, chroma?: '4:2:0' | '4:4:4') => {
    const { bytes } = await encodePicture(pixels, SIZE, codec, { quality: 80, ...(chroma && { chroma }) });
    return (await sharp(bytes).metadata()).chromaSubsampling;
  };
  expect([await chromaOf('jpeg'), await chromaOf('jpeg', '4:4:4')]).toEqual(['4:2:0', '4:4:4']);
  const errorOf = async (chroma?: '4:2:0' | '4:4:4') =>
    meanSquaredError(
      (await encodePicture(pixels, SIZE, 'avif', { quality: 80, ...(chroma && { chroma }) })).pixels,
    );
  expect(await errorOf()).toBe(await errorOf('4:4:4'));
  expect(await errorOf()).toBeLessThan(await errorOf('4:2:0'));
});

test('options that a codec does not have are refused', async () => {
  const refused = (codec: PictureCodec, options: object) =>
    expect(encodePicture(pixels, SIZE, codec, { quality: 50, ...options })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  await refused('jpeg', { effort: 1 });
  await refused('webp', { effort: 7 });
  await refused('webp', { chroma: '4:4:4' });
  await refused('avif', { effort: 10 });
});
