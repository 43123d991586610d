import { expect, test } from 'vitest';
import { ImagesParams, OpenImagesParams } from './images-params.ts';

test.each([
  ['a', 'a'],
  ['a', 'a/'],
  ['a', './a'],
  ['a/b', 'a//x/../b'],
  ['..\\a', '../a'],
  ['.', './'],
  ['/a', '//a/'],
  [undefined, 'images'],
])('pictures to train on are not held out as well: %s and %s', (folder, evaluationFolder) => {
  const parsed = ImagesParams.safeParse({ folder, evaluationFolder });
  expect(parsed.error?.issues.map(({ path }) => path)).toEqual([['evaluationFolder']]);
});

test.each([
  ['a', undefined],
  ['a', 'b'],
  ['a', '../a'],
  ['a', '/a'],
  ['a', 'a/b'],
])('%s and %s are two folders', (folder, evaluationFolder) => {
  expect(ImagesParams.safeParse({ folder, evaluationFolder }).success).toBe(true);
});

test.each([
  ['holdOut', { holdOut: 'none', evaluationFolder: 'test' }],
  ['minScale', { crops: 'scene', minScale: 0.5 }],
])('what a task asks for must not contradict itself: %s', (field, params) => {
  expect(OpenImagesParams.safeParse(params).error?.issues.map(({ path }) => path)).toEqual([[field]]);
});

test('what a task asks for is nothing that a user can say', () => {
  expect(ImagesParams.safeParse({ holdOut: 'none' }).success).toBe(false);
});
