import { createElement } from 'react';
import { expect, it } from 'vitest';
import { comparison, comparisonOf, point, series } from '../../testing/comparisons.ts';
import { markup } from '../../testing/render.ts';
import { SlicePicker } from './slice-picker.tsx';

const shown = (of: ReturnType<typeof comparison>) =>
  markup(createElement(SlicePicker, { comparison: of, onChoose: () => undefined }));

const twoWeights = [1, 2].flatMap((kl) =>
  [0.5, 4].map((tv) => ({ ...point(kl), at: { lambda: { kl, tv } } })),
);
const several = { varying: ['kl', 'tv'] };

it('is not there where one weight varies', () => {
  expect(shown(comparison())).toBe('');
});

it('offers each weight to compare along, and says what is missing without a choice', () => {
  const slice = { value: null, reason: '2 parameters vary (kl, tv)' };
  const text = shown(comparisonOf([series('grid', 'fixed', twoWeights)], { ...several, slice }));
  expect(text).toMatch(/<option value="" selected="">all lambdas \(no curve\)<\/option>/);
  expect(text).toContain('<option>kl</option><option>tv</option>');
  expect(text).toContain('2 parameters vary (kl, tv): choose one to see curves');
  expect(text).not.toContain('held at');
});

it('says what the others are held at, and offers the values that were measured', () => {
  const slice = { value: { along: 'kl', base: { tv: 4 }, lambdas: 2 }, reason: null };
  const text = shown(comparisonOf([series('grid', 'fixed', twoWeights)], { ...several, slice }));
  expect(text).toMatch(
    /tv held at<\/span><select><option value="0.5">0.5<\/option><option value="4" selected="">4/,
  );
  expect(text).toContain('2 lambdas on this slice');
});
