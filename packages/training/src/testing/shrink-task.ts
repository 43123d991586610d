/**
 * A task whose optimum is known for every lambda, for tests: from x, predict y with the loss
 * `|y - x|^2 + lambda * |y|^2`, whose minimum is `y = x / (1 + lambda)`, of value `|x|^2 * lambda / (1 + lambda)`.
 */
import {
  type Lambda,
  planSweep,
  randomStream,
  resolveSweepSpec,
  type TaskSpec,
  type TrainedJobSpec,
  taskCatalogue,
} from '@yoto/core';
import { tf } from '@yoto/engine';
import { z } from 'zod';
import { dense } from '../layers/dense.ts';
import { zeros } from '../layers/initialisers.ts';
import { createParameters } from '../layers/parameters.ts';
import type { Batches, HostBatch, Model, Task, TaskContext } from '../task.ts';

const DIMENSIONS = 4;
/** Of how many examples a codec shows something: more than are kept. */
const SHOWN = 6;

const shrinkSpec: TaskSpec = {
  id: 'shrink',
  title: 'Shrink',
  params: z.strictObject({
    /** Standard deviation of noise added to x by the model. */
    jitter: z.number().default(0),
    /** From this batch on, every x is NaN: to see what a diverging job does. */
    breaksAtBatch: z.number().default(1e9),
  }),
  datasets: [
    {
      id: 'gaussian',
      title: 'Standard normal vectors',
      params: z.strictObject({}),
      defaults: {
        steps: 600,
        batchSize: 32,
        learningRate: 0.02,
        weightDecay: 1e-5,
        schedule: { kind: 'step-decay', factor: 0.3, milestones: [0.6, 0.8, 0.9] },
        filmStrength: 1,
        conditioningHiddenUnits: 64,
        distribution: { size: { kind: 'log-uniform', min: 0.1, max: 10 } },
      },
    },
  ],
  lossTerms: [
    { name: 'fit', label: 'Fit', weight: { fixed: 1 } },
    { name: 'size', label: 'Size', weight: { min: 0.1, max: 10, scale: 'log' } },
  ],
  metrics: [{ name: 'inputSize', label: '|x|^2', better: 'lower' }],
  frontierAxes: { x: 'size', y: 'fit' },
  interpolates: true,
  codecs: [
    {
      id: 'share',
      label: 'A share of x',
      setting: { name: 'percent', min: 1, max: 99, defaults: [90, 10, 50] },
    },
  ],
};

function vectors(seed: number, stream: string, sizes: (batch: number) => number, breaksAt = Infinity) {
  return async (index: number): Promise<HostBatch> => {
    const values = randomStream(seed, stream, index).normals(sizes(index) * DIMENSIONS);
    return {
      x: { shape: [sizes(index), DIMENSIONS], data: index >= breaksAt ? values.fill(Number.NaN) : values },
    };
  };
}

function shrinkData({ seed, batchSize, evaluationExamples, params }: TaskContext) {
  const count = Math.ceil(evaluationExamples / batchSize);
  const sizeOf = (index: number) => Math.min(batchSize, evaluationExamples - index * batchSize);
  const train: Batches = {
    count: Infinity,
    at: vectors(seed, 'shrink/train', () => batchSize, params.breaksAtBatch as number),
  };
  const evaluation: Batches = {
    count,
    at: vectors(7, 'shrink/evaluation', sizeOf),
    names: async (index) =>
      Array.from({ length: sizeOf(index) }, (_, i) => `${index * batchSize + i}.vector`),
  };
  return { train, evaluation, description: 'standard normal vectors' };
}

export const shrinkTask: Task<tf.Tensor2D> = {
  spec: shrinkSpec,
  async setup(context) {
    const { seed, conditioning, params } = context;
    const parameters = createParameters(seed);
    const layer = dense(parameters, 'shrink/layer', {
      inputs: DIMENSIONS,
      outputs: DIMENSIONS,
      initialiser: identity,
    });
    const site = conditioning.site('shrink', DIMENSIONS);
    const model: Model<tf.Tensor2D> = {
      forward(batch, context) {
        const x = batch.x as tf.Tensor2D;
        const jitter = context.noise.normal('jitter', x.shape).mul<tf.Tensor2D>(params.jitter as number);
        return context.modulate(site, layer(x.add(jitter)) as tf.Tensor2D);
      },
      weights: parameters.all,
    };
    const data = shrinkData(context);
    return {
      data,
      model,
      lossTerms: (y, batch) => ({
        fit: tf.sum(tf.square(tf.sub(y, batch.x as tf.Tensor)), 1),
        size: tf.sum(tf.square(y), 1),
      }),
      metrics: (_y, batch) => ({ inputSize: tf.sum(tf.square(batch.x as tf.Tensor), 1) }),
      interpolate: mix,
      evaluateCodec: async ({ setting, show }) => {
        for (let example = 0; example < SHOWN; example++)
          await show?.(example, { height: 1, width: 1, channels: 1, pixels: Uint8Array.of(setting) });
        return shareValues(data.evaluation, setting / 100);
      },
      examplePictures: {
        original: (batch) => asPictures(batch.x as tf.Tensor2D),
        result: (y) => asPictures(y),
      },
      pictures: ({ batch, examples, lambdas, atLambda, forwardContext }) => [
        { name: 'x', label: 'x', lambda: null, images: asPictures(batch.x as tf.Tensor2D), columns: 3 },
        ...lambdas.map((lambda) => {
          const shrunk = (own: Lambda) => model.forward(batch, forwardContext(own, examples));
          return { name: 'y', label: 'y', lambda, images: asPictures(atLambda(lambda, shrunk, mix)) };
        }),
      ],
      dispose: parameters.dispose,
    };
  },
};

const mix = (least: tf.Tensor2D, greatest: tf.Tensor2D, share: number): tf.Tensor2D =>
  tf.add(tf.mul(least, 1 - share), tf.mul(greatest, share));

/** Of y = share * x, by hand: `fit` is (1 - share)^2 |x|^2, `size` share^2 |x|^2. */
async function shareValues({ count, at }: Batches, share: number): Promise<Record<string, number[]>> {
  const values: Record<'fit' | 'size' | 'inputSize', number[]> = { fit: [], size: [], inputSize: [] };
  for (let index = 0; index < count; index++) {
    const { data = [] } = (await at(index)).x ?? {};
    for (let start = 0; start < data.length; start += DIMENSIONS) {
      const squares = [...data.slice(start, start + DIMENSIONS)].map((value) => value ** 2);
      const inputSize = squares.reduce((sum, square) => sum + square, 0);
      values.inputSize.push(inputSize);
      values.fit.push((1 - share) ** 2 * inputSize);
      values.size.push(share ** 2 * inputSize);
    }
  }
  return values;
}

/** Each vector as a row of grey pixels. */
const asPictures = (vectors: tf.Tensor2D): tf.Tensor4D =>
  tf.sigmoid(vectors).reshape([vectors.shape[0], 1, DIMENSIONS, 1]);

/** Half the identity: neither the best model for large lambdas nor for small ones. */
const identity: typeof zeros = (shape) =>
  zeros(shape, randomStream(0, '')).map((_, i) => (i % 5 === 0 ? 0.5 : 0));

type Settings = Partial<Omit<TrainedJobSpec, 'evaluation' | 'conditioning' | 'distribution'>> & {
  params?: Record<string, unknown>;
  /** The one lambda of a fixed job; left out: a YOTO job. */
  lambda?: number;
  conditioning?: Partial<TrainedJobSpec['conditioning']>;
  evaluation?: Partial<TrainedJobSpec['evaluation']>;
};

/** A job of the shrink task, small and quick unless told otherwise. */
export function shrinkJob({
  params = {},
  lambda,
  evaluation,
  conditioning,
  ...settings
}: Settings = {}): TrainedJobSpec {
  const group =
    lambda === undefined
      ? { kind: 'yoto', name: 'yoto', conditioning }
      : { kind: 'fixed', name: 'fixed', lambdas: [{ size: lambda }] };
  const written = { name: 'shrink', task: { id: 'shrink', params }, groups: [group] };
  const [job] = planSweep(resolveSweepSpec(written, taskCatalogue([shrinkSpec]))).jobs as [TrainedJobSpec];
  return { ...job, ...settings, evaluation: { ...job.evaluation, ...evaluation } };
}
