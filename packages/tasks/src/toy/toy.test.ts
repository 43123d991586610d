/** The contract, and theorem 1 of the paper against the closed form, over both weights and the power of the loss. */
import { readFile } from 'node:fs/promises';
import {
  type EvaluationPoint,
  type Lambda,
  type ModelEvaluation,
  planSweep,
  resolveSweepSpec,
  type SweepSpecInput,
  type TrainedJobSpec,
  taskCatalogue,
} from '@yoto/core';
import { type Engine, openEngine } from '@yoto/engine';
import { createConditioning, type HostArray, type Task, trainJob } from '@yoto/training';
import { describeTask } from '@yoto/training/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { toyTask } from './index.ts';
import { bestShare, toySpec } from './spec.ts';

const TIMEOUT_MS = 120_000;
const EXAMPLES = 256;
const task = toyTask as Task;
describeTask(task);

const LAMBDAS = [0.1, 1, 10].flatMap((east) =>
  [0.1, 10].flatMap((north) => [1.5, 2, 3].map((power) => ({ east, north, power }))),
);

function jobOf(group: SweepSpecInput['groups'][number]): TrainedJobSpec {
  const defaults = { evaluation: { everySteps: 1000, examples: EXAMPLES } };
  const sweep = { name: 'toy', task: { id: 'toy' }, defaults, groups: [group] };
  return planSweep(resolveSweepSpec(sweep, taskCatalogue([toySpec]))).jobs[0] as TrainedJobSpec;
}

/** The held-out goals, `[east, north]` each. */
async function heldOutGoals(): Promise<[number, number][]> {
  const none = { kind: 'none', preprocess: 'log', hiddenUnits: 1, strength: 1 } as const;
  const run = await toyTask.setup({
    ...{ params: { hiddenUnits: 1 }, dataset: { id: 'places', params: {} }, dataDir: '', seed: 0 },
    ...{ batchSize: EXAMPLES, evaluationExamples: EXAMPLES, widthMultiplier: 1 },
    conditioning: createConditioning(none, 3, 0),
  });
  const { data } = (await run.data.evaluation.at(0)).goals as HostArray;
  await run.dispose();
  return Array.from({ length: EXAMPLES }, (_, i) => [data[2 * i] as number, data[2 * i + 1] as number]);
}

describe('the closed form', () => {
  test('is the middle for equal weights, whatever the power, and nearer the goal for greater ones', () => {
    for (const power of [1.5, 2, 3]) expect(bestShare(1, power)).toBe(0.5);
    expect(bestShare(4, 2)).toBeCloseTo(0.8);
    expect(bestShare(4, 3)).toBeCloseTo(2 / 3);
  });
  test('no other share has a smaller loss', () => {
    for (const { east, power } of LAMBDAS) {
      const loss = (share: number) => share ** power + east * (1 - share) ** power;
      const best = bestShare(east, power);
      for (const step of [-1e-3, 1e-3]) expect(loss(best + step)).toBeGreaterThan(loss(best));
    }
  });
});

describe('Theorem 1', { timeout: TIMEOUT_MS }, () => {
  let engine: Engine;
  let goals: [number, number][];
  beforeAll(async () => {
    engine = await openEngine('wasm', { threads: 1 });
    goals = await heldOutGoals();
  }, TIMEOUT_MS);
  afterAll(() => engine.dispose());

  /** How much greater than the closed form's the full loss is at each lambda, as a share of it. */
  async function regretsOf(spec: TrainedJobSpec, lambdas: readonly Lambda[]): Promise<number[]> {
    const points: EvaluationPoint[] = [];
    await trainJob({
      spec: { ...spec, evaluation: { ...spec.evaluation, lambdas: [...lambdas] } },
      ...{ task, dataDir: '', engineName: 'wasm' },
      report: {
        metrics: () => undefined,
        evaluation: (found) => void points.push(...found),
        checkpoint: () => undefined,
        progress: () => undefined,
      },
    });
    return (points as ModelEvaluation[]).map(({ lambda, losses }) => {
      const { east = 0, north = 0, power = 0 } = lambda;
      const leastOf = (weight: number, direction: 0 | 1) => {
        const share = bestShare(weight, power);
        const distances = goals.map((goal) => goal[direction] ** power);
        const mean = distances.reduce((sum, distance) => sum + distance, 0) / goals.length;
        return mean * (share ** power + weight * (1 - share) ** power);
      };
      const least = leastOf(east, 0) + leastOf(north, 1);
      const { home, east: fromEast, north: fromNorth } = losses as Record<string, number>;
      return ((home ?? NaN) + east * (fromEast ?? NaN) + north * (fromNorth ?? NaN)) / least - 1;
    });
  }

  test('one YOTO model is within 2 % of the optimum for both weights and the power', async () => {
    const regrets = await regretsOf(jobOf({ kind: 'yoto', name: 'yoto' }), LAMBDAS);
    expect(regrets).toHaveLength(LAMBDAS.length);
    for (const [index, regret] of regrets.entries())
      expect(regret, JSON.stringify(LAMBDAS[index])).toBeLessThan(0.02);
  });

  test('a fixed model is within 0.1 % of its own optimum, and far from those of others', async () => {
    const own = { east: 0.3, north: 5, power: 1.5 };
    const others = [
      { ...own, east: 10 },
      { ...own, north: 0.1 },
      { ...own, power: 3 },
    ];
    const [regret, ...elsewhere] = await regretsOf(jobOf({ kind: 'fixed', name: 'fixed', lambdas: [own] }), [
      own,
      ...others,
    ]);
    expect(regret).toBeLessThan(0.001);
    for (const other of elsewhere) expect(other).toBeGreaterThan(0.1);
  });
});

test('examples/toy.yaml needs no package', async () => {
  const file = new URL('../../../../examples/toy.yaml', import.meta.url);
  const plan = planSweep(resolveSweepSpec(parse(await readFile(file, 'utf8')), taskCatalogue([toySpec])));
  expect(plan.groups.map(({ kind }) => kind)).toEqual(['yoto', 'fixed']);
});
