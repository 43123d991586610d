import { parametersAt } from '@yoto/core';
import { expect, it } from 'vitest';
import { atLastStep, measuredNames, ownMetrics } from './evaluations-section.tsx';

const at = (step: number, kl: number, losses: Record<string, number> = {}) => ({
  step,
  lambda: { kl },
  losses,
  metrics: {},
  examples: 1,
});

it('takes the latest step, ordered by lambda as a number', () => {
  const points = [at(10, 1), at(20, 16), at(20, 2), at(20, 0.5)];
  expect(atLastStep(points).map((point) => parametersAt(point).kl)).toEqual([0.5, 2, 16]);
  expect(atLastStep([])).toEqual([]);
});

it('lists what was measured in the order that the task declares', () => {
  const points = [at(10, 1, { kl: 1, extra: 2 }), at(10, 2, { reconstruction: 3 })];
  const declared = [{ name: 'reconstruction' }, { name: 'kl' }, { name: 'unmeasured' }];
  expect(measuredNames(points, 'losses', declared)).toEqual(['reconstruction', 'kl', 'extra']);
});

it('shows a metric that repeats a loss once', () => {
  const points = [1, 2].map((kl) => ({ ...at(20, kl, { rate: kl }), metrics: { rate: kl, psnr: 30 * kl } }));
  expect(ownMetrics(points, undefined)).toEqual(['psnr']);
  const other = points.map((point, i) => ({ ...point, losses: { rate: i } }));
  expect(ownMetrics(other, undefined)).toEqual(['rate', 'psnr']);
});
