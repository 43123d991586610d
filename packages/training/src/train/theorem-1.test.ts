/** Theorem 1 of the paper on a task whose optimum is known for every lambda: `y = x / (1 + lambda)`. */
import type { EvaluationPoint, ModelEvaluation } from '@yoto/core';
import { describe, expect, test } from 'vitest';
import { shrinkJob } from '../testing/shrink-task.ts';
import { trainRecorded } from '../testing/train-recorded.ts';
import { useEngine } from '../testing/use-engine.ts';

useEngine();

const LAMBDAS = [0.1, 0.3, 1, 3, 10].map((size) => ({ size }));
const evaluation = { everySteps: 1500, examples: 64, lambdas: LAMBDAS };

/** How much worse than the optimum of its lambda the full loss is, as a share of the optimum. */
function regret(point: EvaluationPoint): number {
  const { losses, metrics, lambda } = point as ModelEvaluation;
  const weight = lambda.size as number;
  const loss = (losses.fit as number) + weight * (losses.size as number);
  const optimum = ((metrics.inputSize as number) * weight) / (1 + weight);
  return loss / optimum - 1;
}

describe('Theorem 1', () => {
  test('one YOTO model reaches the optimum of every lambda, a fixed model only that of its own', async () => {
    const yoto = await trainRecorded(shrinkJob({ steps: 1500, evaluation }));
    expect(yoto.evaluations).toHaveLength(LAMBDAS.length);
    for (const point of yoto.evaluations) expect(regret(point)).toBeLessThan(0.02);

    const optimiser = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightBalance: 1 } as const;
    const balanced = await trainRecorded(shrinkJob({ steps: 1500, evaluation, optimiser }));
    for (const point of balanced.evaluations) expect(regret(point)).toBeLessThan(0.02);

    const fixed = await trainRecorded(shrinkJob({ lambda: 1, steps: 600, evaluation }));
    const regrets = fixed.evaluations.map(regret);
    expect(regrets[2]).toBeLessThan(0.002);
    for (const other of [0, 1, 3, 4]) expect(regrets[other]).toBeGreaterThan(0.3);
  });
});
