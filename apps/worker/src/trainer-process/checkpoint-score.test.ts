import type { EvaluationPoint, TaskSpec } from '@yoto/core';
import { expect, test } from 'vitest';
import { scoreKeeper } from './checkpoint-score.ts';

const terms: TaskSpec['lossTerms'] = [
  { name: 'fit', label: 'Fit', weight: { fixed: 1 } },
  { name: 'size', label: 'Size', weight: { min: 1, max: 8, scale: 'log' } },
];
const point = (step: number, lambda: number, fit: number | null): EvaluationPoint => ({
  step,
  lambda: { size: lambda },
  losses: { fit, size: 3 },
  metrics: {},
  examples: 4,
});

test('the score of a step is the mean full loss over its lambdas', () => {
  const scores = scoreKeeper(terms);
  expect(scores.at(10)).toBeNull();
  scores.evaluated([point(10, 1, 5), point(10, 4, 6)]);
  expect(scores.at(10)).toBe((5 + 1 * 3 + (6 + 4 * 3)) / 2);
  expect(scores.at(20)).toBeNull();
});

test('a diverged lambda leaves no score', () => {
  const scores = scoreKeeper(terms);
  scores.evaluated([point(10, 1, 5), point(10, 4, null)]);
  expect(scores.at(10)).toBeNull();
});
