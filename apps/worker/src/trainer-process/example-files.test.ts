import { createHash } from 'node:crypto';
import { ExamplesFile } from '@yoto/core';
import type { ExamplePicture } from '@yoto/training';
import { expect, test } from 'vitest';
import { exampleFiles } from './example-files.ts';

const picture = (example: number, at: ExamplePicture['at']): ExamplePicture => ({
  ...{ example, at, height: 1, width: 2, channels: 1, pixels: Uint8Array.of(3, 4) },
  ...{ wholeHeight: 5, wholeWidth: 6 },
});

test('pictures are PNGs named after example and place; the list names them with the hashes of their bytes', async () => {
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`term-${i}`, 1e-7]));
  const files = exampleFiles();
  const pictures = [];
  for (const one of [
    picture(0, null),
    picture(0, { lambda: { kl: 2 } }),
    picture(1, { lambda: many }),
    picture(1, { setting: { quality: 5 } }),
  ])
    pictures.push(await files.picture(one));
  expect(pictures.map(({ name }) => name)).toEqual([
    'examples/0/original.png',
    'examples/0/kl=2.png',
    'examples/1/sheet-2.png',
    'examples/1/quality=5.png',
  ]);
  expect(new Set(pictures.map(({ file }) => file)).size).toBe(4);

  const values = {
    evaluated: 2,
    names: ['a.png', 'b.png'],
    points: [{ at: { lambda: { kl: 2 } }, values: { kl: [1, null] } }],
  };
  const list = files.list(values);
  expect(list).toMatchObject({ name: 'examples.json', mediaType: 'application/json' });
  const read = ExamplesFile.parse(JSON.parse(Buffer.from(list.bytes).toString()));
  expect(read).toMatchObject({ version: 2, ...values });
  const { pixels: _pixels, channels: _channels, ...second } = picture(0, { lambda: { kl: 2 } });
  const sha256 = createHash('sha256')
    .update(pictures[1]?.bytes ?? '')
    .digest('hex');
  expect(read.pictures[1]).toEqual({ ...second, artifact: 'examples/0/kl=2.png', sha256 });
});

test('files of codecs from before there were names and pictures can still be read', () => {
  const written = {
    version: 1,
    reference: 'jpeg',
    points: [{ lambda: { quality: 5 }, values: { bpp: [0.2] } }],
  };
  expect(ExamplesFile.parse(written)).toEqual({
    version: 2,
    points: [{ at: { setting: { quality: 5 } }, values: { bpp: [0.2] } }],
    pictures: [],
  });
});
