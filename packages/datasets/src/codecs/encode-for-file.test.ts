import { expect, test } from 'vitest';
import { encodeForFile } from './encode-for-file.ts';

const picture = (width: number, height: number) => ({
  ...{ width, height },
  bytes: Uint8Array.from({ length: width * height * 3 }, (_, index) => index % 251),
});

test.each([
  ['a.png', '89504e47'],
  ['a.b.JPG', 'ffd8ff'],
  ['a.jpeg', 'ffd8ff'],
  ['a.webp', '52494646'],
])('%s is written as its name says', async (name, start) => {
  const file = Buffer.from(await encodeForFile(name, picture(9, 7)));
  expect(file.toString('hex').slice(0, start.length)).toBe(start);
});

test('other names, and pictures that a format cannot hold, are refused with what to do', async () => {
  await expect(encodeForFile('a.tif', picture(2, 2))).rejects.toMatchObject({
    code: 'invalid_input',
    details: { fix: expect.stringContaining('.png, .jpg') },
  });
  await expect(encodeForFile('a.webp', picture(16_384, 1))).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('16384 x 1 pixels cannot be written as webp'),
  });
});
