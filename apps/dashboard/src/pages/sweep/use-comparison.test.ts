import { expect, it } from 'vitest';
import { comparison } from '../../testing/comparisons.ts';
import { isCurrent, lacksIntervals } from './use-comparison.ts';

const asked = (askedAt: number, isPlaceholderData = false) => ({
  data: { askedAt, comparison: { ...comparison({ measured: false }), bootstrap: null } },
  isPlaceholderData,
});
const nothing = { data: undefined, isPlaceholderData: false };

it('asks for intervals once there is an answer to this choice that lacks them', () => {
  expect(lacksIntervals(nothing)).toBe(false);
  expect(lacksIntervals(asked(1, true))).toBe(false);
  expect(lacksIntervals(asked(1))).toBe(true);
  const withIntervals = { bootstrap: { method: 'bootstrap', resamples: 1000, level: 0.95, seed: 0 } };
  const data = { askedAt: 1, comparison: { ...comparison({ measured: false }), ...withIntervals } };
  expect(lacksIntervals({ data, isPlaceholderData: false })).toBe(false);
});

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
