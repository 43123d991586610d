import type { PictureSheet } from '@yoto/training';
import { expect, test } from 'vitest';
import { artifactKey } from '../attempt/job-files.ts';
import { encodePictures } from './picture-files.ts';

const sheet = (name: string, lambda: PictureSheet['lambda']): PictureSheet => ({
  name,
  label: name,
  lambda,
  tileWidth: 1,
  tileHeight: 1,
  gap: 1,
  columns: 1,
  count: 1,
  width: 1,
  height: 1,
  channels: 1,
  pixels: Uint8ClampedArray.of(7),
});

test('files are named after the section and the lambda, whatever the order of its terms', async () => {
  const many = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`term-${i}`, 1e-7]));
  const sheets = [
    sheet('inputs', null),
    sheet('samples', { b: 1e-7, a: 2 }),
    sheet('samples', many),
    sheet('samples', { ...many, 'term-1': 2 }),
  ];
  expect((await encodePictures(sheets)).map(({ name }) => name)).toEqual([
    'pictures/inputs.png',
    'pictures/samples/a=2,b=1e-7.png',
    'pictures/samples/sheet-2.png',
    'pictures/samples/sheet-3.png',
    'pictures.json',
  ]);
});

test('two names never meet in one key', () => {
  const attempt = { jobId: 'j', attempt: 2 };
  expect(artifactKey(attempt, 'pictures/samples/a=2,b=1e-7.png')).toBe(
    'jobs/j/artifacts/attempt-2/pictures/samples/a_3d2_2cb_3d1e-7.png',
  );
  expect(artifactKey(attempt, 'a=2')).not.toBe(artifactKey(attempt, 'a_3d2'));
});
