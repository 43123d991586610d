import {
  type EvaluationPoint,
  isTrained,
  type ModelEvaluation,
  numberOf,
  type TrainedJobSpec,
} from '@yoto/core';
import { openEngine } from '@yoto/engine';
import { type Task, trainJob } from '@yoto/training';
import { describeTask } from '@yoto/training/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plannedSweep } from '../builders/toy-sweep.ts';
import { toyTask } from './toy-task.ts';
import { toyOptimalLosses, toyOptimum } from './toy-task-spec.ts';

const task = toyTask as Task;
describeTask(task);

const LAMBDAS = [0.1, 0.5, 2, 10].map((weight) => ({ 'near-b': weight }));

async function train(spec: TrainedJobSpec): Promise<ModelEvaluation[]> {
  const evaluations: EvaluationPoint[] = [];
  await trainJob({
    spec,
    task,
    dataDir: '',
    engineName: 'wasm',
    resumeFrom: undefined,
    signal: {},
    report: {
      metrics: async () => {},
      evaluation: async (points) => void evaluations.push(...points),
      checkpoint: async () => {},
      progress: () => {},
    },
  });
  return (evaluations as ModelEvaluation[]).filter((point) => point.step === spec.steps);
}

/** How much worse the full loss is than the best one for its lambda, as a share of that. */
function regret({ lambda, losses }: ModelEvaluation): number {
  const best = toyOptimalLosses(lambda);
  const weight = lambda['near-b']!;
  const full = numberOf(losses['near-a']!) + weight * numberOf(losses['near-b']!);
  return full / (best['near-a'] + weight * best['near-b']) - 1;
}

describe('the toy task', () => {
  let engine: Awaited<ReturnType<typeof openEngine>>;
  beforeAll(async () => {
    engine = await openEngine('wasm', { threads: 1 });
  });
  afterAll(() => engine.dispose());

  const specOf = (kind: 'fixed' | 'yoto', conditioning: 'film' | 'concat' | 'input' = 'film') =>
    plannedSweep({
      groups: [
        kind === 'yoto'
          ? { kind, name: 'one', conditioning }
          : { kind, name: 'one', lambdas: [{ 'near-b': 2 }] },
      ],
      defaults: { steps: 600, evaluation: { everySteps: 600, examples: 16 } },
    }).plan.jobs.filter(isTrained)[0]!;

  test('the optimum lies on the line between the points', () => {
    expect(toyOptimum({ 'near-b': 1 })).toEqual([0, 1.25]);
    expect(toyOptimalLosses({ 'near-b': 1 })).toEqual({ 'near-a': 1.5625, 'near-b': 1.5625 });
  });

  test.each(['film', 'concat', 'input'] as const)(
    'YOTO with %s reaches every optimum',
    async (conditioning) => {
      const spec = specOf('yoto', conditioning);
      const evaluations = await train({ ...spec, evaluation: { ...spec.evaluation, lambdas: LAMBDAS } });
      expect(evaluations).toHaveLength(LAMBDAS.length);
      for (const point of evaluations) expect(regret(point)).toBeLessThan(0.02);
    },
  );

  test('a fixed model reaches its own optimum only', async () => {
    const spec = specOf('fixed');
    const [own] = await train(spec);
    expect(regret(own!)).toBeLessThan(0.001);
    for (const lambda of LAMBDAS.filter((one) => one['near-b'] !== 2)) {
      expect(regret({ ...own!, lambda })).toBeGreaterThan(0.1);
    }
  });
});
