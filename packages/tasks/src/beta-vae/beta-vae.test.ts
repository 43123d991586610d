/** The whole task: the contract on rendered scenes and, with YOTO_TEST_FULL=1, on real CIFAR-10 images; the example sweep. */
import { readFile } from 'node:fs/promises';
import {
  type EvaluationPoint,
  isTrained,
  type MetricPoint,
  placeOf,
  planSweep,
  resolveSweepSpec,
  taskCatalogue,
} from '@yoto/core';
import { type Engine, openEngine } from '@yoto/engine';
import { trainJob } from '@yoto/training';
import { describeTask } from '@yoto/training/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { architectureOf } from './architecture.ts';
import { betaVaeTask } from './index.ts';
import { betaVaeSpec } from './spec.ts';

const dataDir = process.env.YOTO_TEST_DATA;
const small = { batchSize: 8, widthMultiplier: 0.25, learningRate: 2e-3 };

describeTask(betaVaeTask, {
  dataset: { id: 'shapes3d-rendered' },
  settings: { ...small, batchSize: 4, steps: 20 },
});

if (dataDir && process.env.YOTO_TEST_FULL === '1')
  describeTask(betaVaeTask, { dataset: { id: 'cifar10' }, dataDir, settings: small });

test('every data set has a network, and no other has one by accident', () => {
  for (const { id } of betaVaeSpec.datasets) expect(architectureOf(id, 1).imageChannels, id).toBe(3);
  for (const id of ['images', 'constructor']) {
    expect(() => architectureOf(id, 1)).toThrow(`beta-vae has no network for the data set "${id}"`);
  }
});

describe('examples/cifar10-beta-vae.yaml', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine('wasm', { threads: 1 });
  });
  afterAll(() => engine.dispose());

  async function exampleSpec() {
    const file = new URL('../../../../examples/cifar10-beta-vae.yaml', import.meta.url);
    return resolveSweepSpec(parse(await readFile(file, 'utf8')), taskCatalogue([betaVaeSpec]));
  }

  test("has the paper's settings, which are also the defaults", async () => {
    const spec = await exampleSpec();
    const [yoto, wider, fixed] = spec.groups;
    expect(yoto).toMatchObject({
      kind: 'yoto',
      steps: 600_000,
      batchSize: 128,
      learningRate: 8e-4,
      weightDecay: 1e-5,
      schedule: { kind: 'step-decay', factor: 0.5, milestones: [0.5, 0.65, 0.8, 0.95] },
      optimiser: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
      conditioning: { kind: 'film', preprocess: 'log', hiddenUnits: 256, strength: 0.1 },
      distribution: { kl: { kind: 'log-uniform', min: 0.5, max: 512 } },
    });
    expect(wider).toMatchObject({ kind: 'yoto', widthMultiplier: 1.5 });
    expect(fixed).toMatchObject({ kind: 'fixed', lambdas: { length: 11 } });
    const bare = { name: 'bare', task: { id: 'beta-vae' }, dataset: { id: 'cifar10' } };
    const groups = [{ kind: 'yoto', name: 'YOTO', evaluation: { examples: 10_000, lambdas: { kl: [1] } } }];
    const defaults = resolveSweepSpec({ ...bare, groups }, taskCatalogue([betaVaeSpec]));
    expect({ ...yoto, evaluation: undefined }).toEqual({ ...defaults.groups[0], evaluation: undefined });
  });

  test.skipIf(!dataDir)(
    'trains on real images (set YOTO_TEST_DATA to a folder with CIFAR-10 to run this)',
    async () => {
      const jobs = planSweep(await exampleSpec()).jobs.filter(isTrained);
      const few = { steps: 4, batchSize: 8, metricsEverySteps: 1 };
      for (const job of [jobs[0], jobs.at(-1)]) {
        if (!job) throw new Error('The example plans no jobs');
        const lambdas = job.evaluation.lambdas.slice(0, 2);
        const evaluation = { everySteps: 4, examples: 12, lambdas };
        const metrics: MetricPoint[] = [];
        const evaluations: EvaluationPoint[] = [];
        const { status } = await trainJob({
          spec: { ...job, ...few, evaluation },
          task: betaVaeTask,
          dataDir: dataDir as string,
          engineName: engine.name,
          report: {
            metrics: (points) => void metrics.push(...points),
            evaluation: (points) => void evaluations.push(...points),
            checkpoint: () => {},
            progress: () => {},
          },
        });
        expect(status).toBe('completed');
        expect(metrics.filter(({ name }) => name === 'loss')).toHaveLength(4);
        expect(metrics.every(({ value }) => Number.isFinite(value))).toBe(true);
        expect(evaluations.map((point) => ({ ...placeOf(point), examples: point.examples }))).toEqual(
          lambdas.map((lambda) => ({ lambda, examples: 12 })),
        );
        for (const { losses, metrics } of evaluations) {
          expect(losses.kl).toBeGreaterThan(0);
          expect(metrics.psnr).toBeGreaterThan(3);
        }
      }
    },
  );
});
