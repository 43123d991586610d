import { expect, test } from 'vitest';
import { ExamplesFile } from './examples-file.ts';

const picture = {
  example: 0,
  artifact: 'a.png',
  sha256: 'f',
  width: 1,
  height: 1,
  wholeWidth: 2,
  wholeHeight: 2,
};
const values = { fit: [1, null] };

test('files of the version before are read as current ones', () => {
  const lambda = { kl: 2 };
  const points = [{ lambda, values }];
  const pictures = [
    { ...picture, lambda: null },
    { ...picture, lambda },
  ];
  expect(ExamplesFile.parse({ version: 1, evaluated: 2, names: ['a', 'b'], points, pictures })).toEqual({
    version: 2,
    evaluated: 2,
    names: ['a', 'b'],
    points: [{ at: { lambda }, values }],
    pictures: [
      { ...picture, at: null },
      { ...picture, at: { lambda } },
    ],
  });
});

test('of a codec, which was called a reference, they have the setting that was called its lambda', () => {
  const quality = { quality: 50 };
  const old = { version: 1, reference: 'jpeg', points: [{ lambda: quality, values }] };
  const read = ExamplesFile.parse(old);
  expect(read).toEqual({ version: 2, points: [{ at: { setting: quality }, values }], pictures: [] });
  expect(ExamplesFile.parse(read)).toEqual(read);
});
