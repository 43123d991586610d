import { expect, it } from 'vitest';
import { comparison } from '../../testing/comparisons.ts';
import { isCurrent } from './use-comparison.ts';

const asked = (askedAt: number, isPlaceholderData = false) => ({
  data: { askedAt, comparison: comparison({ measured: false }) },
  isPlaceholderData,
});
const nothing = { data: undefined, isPlaceholderData: false };

it('takes the answer with intervals as soon as it is there, even where it comes before the quick one', () => {
  expect(isCurrent(nothing, asked(1))).toBe(false);
  expect(isCurrent(asked(1), nothing)).toBe(true);
  expect(isCurrent(asked(1), asked(1))).toBe(true);
});

it('does not take one that was asked for before the quick one, nor one of another choice', () => {
  expect(isCurrent(asked(1), asked(2))).toBe(false);
  expect(isCurrent(asked(2, true), asked(1))).toBe(false);
  expect(isCurrent(asked(1), asked(2, true))).toBe(true);
});
