import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { encodePng } from './encode-png.ts';

describe('encodePng', () => {
  test.each([1, 3] as const)('keeps every pixel of %i channels', async (channels) => {
    const pixels = Uint8Array.from({ length: 5 * 4 * channels }, (_, i) => (i * 37) % 256);
    const png = await encodePng(pixels, 5, 4, channels);
    expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 5, height: 4, channels });
    const data = await sharp(png)
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .raw()
      .toBuffer();
    expect([...data]).toEqual([...pixels]);
    expect(Buffer.compare(await encodePng(pixels, 5, 4, channels), png)).toBe(0);
  });
  test('does not block its caller', async () => {
    const pixels = Uint8Array.from({ length: 1500 * 1500 * 3 }, (_, i) => (i * i) % 251);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await encodePng(pixels, 1500, 1500, 3);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });
  test('refuses what is no picture of that size', async () => {
    await expect(encodePng(new Uint8Array(11), 2, 2, 3)).rejects.toMatchObject({
      code: 'invalid_input',
      message: /11 values are no picture of 2 x 2 with 3 channels/,
    });
  });
});
