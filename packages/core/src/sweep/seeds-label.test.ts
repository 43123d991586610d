import { expect, it } from 'vitest';
import { seedsLabel } from './training-spec.ts';

it('names one seed as such, so that it is not taken for a count', () => {
  expect([[], [0], [0, 1, 7]].map(seedsLabel)).toEqual(['', 'seed 0', '0, 1, 7']);
});
