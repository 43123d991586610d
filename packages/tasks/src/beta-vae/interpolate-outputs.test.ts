import {
  type EvaluationPoint,
  type InterpolationJobSpec,
  planSweep,
  resolveSweepSpec,
  type TrainedJobSpec,
  taskCatalogue,
} from '@yoto/core';
import { type Engine, openEngine, tf } from '@yoto/engine';
import { evaluateInterpolation, trainJob } from '@yoto/training';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { betaVaeTask } from './index.ts';
import { interpolateOutputs } from './interpolate-outputs.ts';
import type { VaeOutput } from './model.ts';
import { betaVaeSpec } from './spec.ts';

/** Training shares its processor with other tests: slow is no failure. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine('wasm', { threads: 1 });
});
afterAll(() => engine.dispose());

const row = (...values: number[]) => tf.tensor2d([values]);
const picture = (...values: number[]) => tf.tensor4d(values, [1, 1, 1, values.length]);
const values = (tensor: tf.Tensor) => [...tensor.dataSync()].map((value) => Number(value.toPrecision(6)));

describe('interpolateOutputs', () => {
  test('averages means and standard deviations of Gaussians, of the posterior and of the pixels', () => {
    const output = (scale: number): VaeOutput => ({
      posterior: { mean: row(0, scale), std: row(1, 2 * scale) },
      pixels: { kind: 'gaussian', mean: picture(scale), std: picture(3 * scale) },
    });
    const { posterior, pixels } = interpolateOutputs(output(1), output(5), 0.25);
    expect([values(posterior.mean), values(posterior.std)]).toEqual([
      [0, 2],
      [1, 4],
    ]);
    if (pixels.kind !== 'gaussian') throw new Error('the kind of the pixels has changed');
    expect([values(pixels.mean), values(pixels.std)]).toEqual([[2], [6]]);
  });

  test('averages the logits of Bernoulli pixels, not their probabilities', () => {
    const output = (logit: number): VaeOutput => ({
      posterior: { mean: row(0), std: row(1) },
      pixels: { kind: 'bernoulli', logits: picture(logit, -logit) },
    });
    const { pixels } = interpolateOutputs(output(-2), output(6), 0.75);
    if (pixels.kind !== 'bernoulli') throw new Error('the kind of the pixels has changed');
    expect(values(pixels.logits)).toEqual([4, -4]);
  });
});

test('two models of rendered scenes: the ends are the models, and no tensor is left behind', async () => {
  const written = {
    name: 'mixed',
    task: { id: 'beta-vae' },
    dataset: { id: 'shapes3d-rendered' },
    defaults: { steps: 3, batchSize: 4, widthMultiplier: 0.25, evaluation: { examples: 6 } },
    groups: [{ kind: 'fixed', name: 'grid', lambdas: { kl: [1, 16, 256] }, interpolation: true }],
  };
  const { jobs } = planSweep(resolveSweepSpec(written, taskCatalogue([betaVaeSpec])));
  const [least, , greatest, mixture] = jobs as [
    TrainedJobSpec,
    TrainedJobSpec,
    TrainedJobSpec,
    InterpolationJobSpec,
  ];
  const shared = { task: betaVaeTask, dataDir: '', engineName: engine.name };

  async function train(spec: TrainedJobSpec) {
    let points: EvaluationPoint[] = [];
    let bytes = new Uint8Array();
    await trainJob({
      ...shared,
      spec,
      report: {
        metrics: () => {},
        progress: () => {},
        evaluation: (found) => {
          points = found;
        },
        checkpoint: (_step, made) => {
          bytes = made as typeof bytes;
        },
      },
    });
    return { losses: points[0]?.losses, bytes };
  }
  const models = [await train(least), await train(greatest)] as const;
  const before = tf.memory().numTensors;
  const points: EvaluationPoint[] = [];
  await evaluateInterpolation({
    ...shared,
    spec: mixture,
    sources: { least: models[0].bytes, greatest: models[1].bytes },
    report: { evaluation: (found) => void points.push(...found), progress: () => {} },
  });
  expect(tf.memory().numTensors).toBe(before);
  expect([points[0]?.losses, points[2]?.losses]).toEqual([models[0].losses, models[1].losses]);
  for (const loss of Object.values(points[1]?.losses ?? {})) expect(loss).toBeGreaterThan(0);
  expect(points[1]?.losses).not.toEqual(points[0]?.losses);
});
