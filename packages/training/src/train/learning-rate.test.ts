import { expect, test } from 'vitest';
import { learningRateAt } from './learning-rate.ts';

test("step decay halves at the paper's milestones, scaled with the budget", () => {
  const milestones = [0.5, 0.65, 0.8, 0.95];
  const spec = {
    steps: 600_000,
    learningRate: 8e-4,
    schedule: { kind: 'step-decay', factor: 0.5, milestones },
  } as const;
  const rates = [0, 299_999, 300_000, 390_000, 480_000, 569_999, 570_000].map((step) =>
    learningRateAt({ ...spec, schedule: { ...spec.schedule, milestones: [...milestones] } }, step),
  );
  expect(rates).toEqual([8e-4, 8e-4, 4e-4, 2e-4, 1e-4, 1e-4, 5e-5]);
});

test('a constant rate stays', () => {
  expect(learningRateAt({ steps: 10, learningRate: 0.1, schedule: { kind: 'constant' } }, 9)).toBe(0.1);
});
