import { expect, test } from 'vitest';
import { hueLevel } from './hue.ts';

test.each([
  [0, [5, 0, 0]],
  [1, [5, 3, 0]],
  [2, [4, 5, 0]],
  [3, [1, 5, 0]],
  [4, [0, 5, 2]],
  [5, [0, 5, 5]],
  [6, [0, 2, 5]],
  [7, [1, 0, 5]],
  [8, [4, 0, 5]],
  [9, [5, 0, 3]],
])('hue %i has channel levels %j', (hue, levels) => {
  expect([0, 1, 2].map((channel) => hueLevel(hue, channel))).toEqual(levels);
});
