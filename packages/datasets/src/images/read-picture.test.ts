import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPicture } from './read-picture.ts';
import { makePictureFolder, type PictureFolder } from './testing/picture-folder.ts';

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
    'values are reduced to 8 bits a channel',
  ]);
  await pictures.write('turned.jpg', { change: (image) => image.withMetadata({ orientation: 6 }).jpeg() });
  expect(await readPicture(at('turned.jpg'))).toMatchObject({
    ...{ width: 32, height: 48 },
    changes: [expect.stringContaining('turned upright')],
  });
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
    /48 x 32 pixels, more than/,
  );
});
