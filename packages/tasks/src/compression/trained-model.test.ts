import { rm } from 'node:fs/promises';
import { finiteOrNull, isTrained, planSweep, resolveSweepSpec, taskCatalogue } from '@yoto/core';
import { type Engine, openEngine, tf } from '@yoto/engine';
import { type CheckpointState, createNoiseSource, decodeCheckpoint, trainJob } from '@yoto/training';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MADE_PHOTOGRAPHS, makePhotographs } from '../testing/made-photographs.ts';
import { LATENT_STEPS } from './architecture/network-sizes.ts';
import { factorisedDensities } from './factorised-pmf.ts';
import { compressionTask } from './index.ts';
import { bitsPerPixel } from './losses.ts';
import { PRIOR_NAME } from './model.ts';
import { openTrainedModel } from './trained-model.ts';

const TIMEOUT_MS = 120_000;
const lambda = { distortion: 0.05 };
let engine: Engine;
let dataDir: string;
let checkpoint: CheckpointState;
/** What the job itself measured with these weights. */
let measured: number | null | undefined;

beforeAll(async () => {
  engine = await openEngine('wasm', { threads: 1 });
  dataDir = await makePhotographs();
  const sweep = {
    name: 'trained',
    task: { id: 'compression', params: { channels: 6, hyperChannels: 4 } },
    dataset: { id: 'images', params: MADE_PHOTOGRAPHS },
    defaults: { steps: 6, batchSize: 2, learningRate: 1e-2, evaluation: { examples: 1, lambdas: [lambda] } },
    groups: [{ kind: 'yoto' as const, name: 'yoto' }],
  };
  const [spec] = planSweep(resolveSweepSpec(sweep, taskCatalogue([compressionTask.spec]))).jobs.filter(
    isTrained,
  );
  if (!spec) throw new Error('The sweep plans no job');
  await trainJob({
    ...{ spec, task: compressionTask, dataDir, engineName: engine.name },
    report: {
      metrics: () => undefined,
      evaluation: (points) => {
        measured = finiteOrNull(points.at(-1)?.metrics.bpp ?? null);
      },
      checkpoint: (_step, bytes) => {
        checkpoint = decodeCheckpoint(bytes);
      },
      progress: () => undefined,
    },
  });
}, TIMEOUT_MS);
afterAll(async () => {
  await rm(dataDir, { recursive: true });
  await engine.dispose();
});

/** The first held-out picture, as the job evaluated it. */
async function evaluatedImages(): Promise<tf.Tensor4D> {
  const context = { params: {}, dataset: { id: 'images', params: MADE_PHOTOGRAPHS }, dataDir };
  const { openPhotographs } = await import('./data.ts');
  const data = await openPhotographs({ ...context, seed: 0, batchSize: 1, evaluationExamples: 1 } as never);
  const { images } = await data.evaluation.at(0);
  await data.close();
  if (!images) throw new Error('A batch has no images');
  return tf.tensor4d(images.data as Float32Array, images.shape as [number, number, number, number]);
}

test('gives the rate that the job measured, part by part, and leaves no tensor behind', async () => {
  const images = await evaluatedImages();
  const before = tf.memory().numTensors;
  const { model, at, dispose } = openTrainedModel(checkpoint);
  tf.tidy(() => {
    const noise = createNoiseSource(0, 'evaluate', 0);
    const output = model.forward({ images }, { ...at(lambda, 1), mode: 'evaluate', noise });
    expect(bitsPerPixel(output).dataSync()[0]).toBeCloseTo(measured as number, 4);
  });
  dispose();
  expect(tf.memory().numTensors).toBe(before);
  images.dispose();
});

test('a convolution can be repeated from its weights and its site', () => {
  const { model, conditioning, at, dispose } = openTrainedModel(checkpoint);
  tf.tidy(() => {
    const told = at(lambda, 1);
    const images = tf.fill([1, 64, 64, 3], 0.3) as tf.Tensor4D;
    const y = model.analysis(images, told);
    const weight = (name: string) => model.weights().get(`hyper-analysis/${name}`) as tf.Tensor;
    const layer = (x: tf.Tensor4D, name: string, stride: number): tf.Tensor4D => {
      const site = conditioning.modulatedSites().find((one) => one.name === `hyper-analysis/${name}`);
      if (!site) expect.fail(`${name} is not modulated`);
      const linear = tf.conv2d(x, weight(`${name}/kernel`) as tf.Tensor4D, stride, 'same');
      return told.modulate(site, tf.add(linear, weight(`${name}/bias`)));
    };
    const first = tf.relu(layer(tf.div<tf.Tensor4D>(tf.abs(y), LATENT_STEPS), 'conv1', 1));
    const z = layer(tf.relu(layer(first, 'conv2', 2)), 'conv3', 2);
    const difference = tf.max(tf.abs(tf.sub(z, model.hyperAnalysis(y, told))));
    expect(difference.dataSync()[0]).toBeLessThan(1e-5);
  });
  dispose();
});

test('the tables of the hyper-latents are of the checkpoint, one row per channel', () => {
  const densities = factorisedDensities(checkpoint.weights, PRIOR_NAME);
  expect(densities).toHaveLength(4);
  for (const { below, above } of densities) expect(below(-60) + above(60)).toBeLessThan(0.2);
});

test('a checkpoint of another task, or with other weights, is refused', () => {
  const other = { ...checkpoint.spec, task: { id: 'beta-vae', params: {} } };
  expect(() => openTrainedModel({ ...checkpoint, spec: other })).toThrow(/beta-vae/);
  const before = tf.memory().numTensors;
  const wider = { ...checkpoint.spec, widthMultiplier: 2 };
  expect(() => openTrainedModel({ ...checkpoint, spec: wider })).toThrow(/do not fit the model/);
  expect(tf.memory().numTensors).toBe(before);
});
