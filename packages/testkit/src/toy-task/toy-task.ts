/** The toy task with its tensors; `toy-task-spec.ts` says what it is. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, randomStream } from '@yoto/core';
import { tf } from '@yoto/engine';
import {
  createParameters,
  dense,
  type HostBatch,
  type LambdaContext,
  type Task,
  type TaskCommandContext,
  type TaskCommandResult,
  type TaskContext,
  varianceScaling,
} from '@yoto/training';
import { TOY_A, TOY_B, ToyDatasetParams, toyOptimum, toyTaskSpec } from './toy-task-spec.ts';

const DIMENSIONS = TOY_A.length;
/** All alike: as many as a test may want that takes its time. */
const HELD_OUT = 256;
const INITIALISER = varianceScaling({ scale: 1, mode: 'fan-in' });

/**
 * A constant input through one hidden layer to w: `[batch, 2]`. Lambda enters at the input (`concat`, `input`) or
 * modulates the hidden layer before its nonlinearity (`film`).
 */
export const toyTask: Task<tf.Tensor2D> = {
  spec: toyTaskSpec,
  commands: { 'toy-distance': distance },
  async setup(context) {
    const hiddenUnits = Math.max(1, Math.round(Number(context.params.hiddenUnits) * context.widthMultiplier));
    const parameters = createParameters(context.seed);
    const input = context.conditioning.blockInput(1, { first: true });
    const site = context.conditioning.site('toy', hiddenUnits);
    const hidden = dense(parameters, 'toy/hidden', {
      inputs: input.channels,
      outputs: hiddenUnits,
      initialiser: INITIALISER,
    });
    const output = dense(parameters, 'toy/output', {
      inputs: hiddenUnits,
      outputs: DIMENSIONS,
      initialiser: INITIALISER,
    });
    const positions = (examples: number, lambda: LambdaContext): tf.Tensor2D => {
      const conditioned = lambda.widen(input, tf.ones([examples, 1]) as tf.Tensor2D);
      const modulated = lambda.modulate(site, hidden(conditioned) as tf.Tensor2D);
      return output(tf.leakyRelu(modulated));
    };
    return {
      data: toyData(context),
      model: {
        forward: (batch, context) => positions(batch.a!.shape[0]!, context),
        weights: parameters.all,
      },
      lossTerms: (w, { a, b }) => ({
        'near-a': squaredDistance(w, a as tf.Tensor2D),
        'near-b': squaredDistance(w, b as tf.Tensor2D),
      }),
      metrics: (w, { a }) => ({ 'distance-to-a': tf.sqrt(squaredDistance(w, a as tf.Tensor2D)) }),
      interpolate: mixPositions,
      evaluateCodec: async ({ setting }) =>
        straightValues(setting / 100, Math.min(HELD_OUT, context.evaluationExamples)),
      pictures({ lambdas, atLambda, forwardContext }) {
        if (context.dataset.params.unshowable)
          throw new Error('The toy has no pictures, as its parameters ask');
        const ends = asPictures(tf.tensor2d([...TOY_A, ...TOY_B], [2, DIMENSIONS]));
        return [
          { name: 'ends', label: 'Both ends', lambda: null, images: ends },
          ...lambdas.map((lambda) => {
            const position = atLambda(lambda, (own) => positions(1, forwardContext(own, 1)), mixPositions);
            return { name: 'positions', label: 'Positions', lambda, images: asPictures(position) };
          }),
        ];
      },
      dispose: parameters.dispose,
    };
  },
};

/** Of the optimum, computed on the engine; a job is looked up for the name of its group. */
async function distance(context: TaskCommandContext): Promise<TaskCommandResult> {
  const { job: id, 'near-b': weight, out, rounded, shout } = context.options;
  const job = typeof id === 'string' ? await context.models.job(id) : undefined;
  if (job) context.say(`model: ${await context.models.best(job)}`);
  const engine = await context.openEngine();
  const best = toyOptimum({ 'near-b': Number(weight) });
  const exact = tf.tidy(() => tf.norm(tf.sub(best, [...TOY_A])).dataSync()[0] as number);
  const steps = rounded === true ? Math.round(exact) : exact;
  const text = `${steps} ${context.arguments.unit}${job ? ` (${job.group})` : ''}`;
  if (typeof out === 'string') await context.files.write(out, Buffer.from(text));
  return { text: shout === true ? text.toUpperCase() : text, json: { steps, engine: engine.name } };
}

/** The same for every example: held-out examples have no noise. */
function straightValues(share: number, examples: number): Record<string, number[]> {
  const squared = TOY_A.reduce((sum, a, i) => sum + (TOY_B[i]! - a) ** 2, 0);
  const ofEvery = (value: number) => Array.from({ length: examples }, () => value);
  return {
    'near-a': ofEvery(share ** 2 * squared),
    'near-b': ofEvery((1 - share) ** 2 * squared),
    'distance-to-a': ofEvery(share * Math.sqrt(squared)),
  };
}

const mixPositions = (least: tf.Tensor2D, greatest: tf.Tensor2D, share: number): tf.Tensor2D =>
  tf.add(tf.mul(least, 1 - share), tf.mul(greatest, share));

/** A position as two grey pixels. */
const asPictures = (positions: tf.Tensor2D): tf.Tensor4D =>
  tf.sigmoid(positions).reshape([positions.shape[0], 1, DIMENSIONS, 1]);

const squaredDistance = (left: tf.Tensor2D, right: tf.Tensor2D): tf.Tensor1D =>
  tf.sum(tf.squaredDifference(left, right), 1);

function toyData({ seed, batchSize, evaluationExamples, dataset }: TaskContext) {
  const { noise, nanFromStep, corruptFromStep, ...delay } = ToyDatasetParams.parse(dataset.params);
  const heldOut = Math.min(HELD_OUT, evaluationExamples);
  return {
    description: 'two points with noise',
    fingerprint: async () => ({
      sha256: createHash('sha256')
        .update(JSON.stringify([TOY_A, TOY_B, noise, nanFromStep]))
        .digest('hex'),
      covers: 'both points and the noise',
    }),
    train: {
      count: Number.POSITIVE_INFINITY,
      async at(index: number): Promise<HostBatch> {
        if (isSlow(delay)) await sleep(delay.delayMs);
        if (corruptFromStep !== null && index >= corruptFromStep) {
          throw new AppError(
            'data_corrupt',
            `Batch ${index} of the toy data is corrupt, as its parameters ask`,
          );
        }
        const offsets = randomStream(seed, 'toy/train', index).normals(batchSize * DIMENSIONS);
        const scale = nanFromStep !== null && index >= nanFromStep ? Number.NaN : noise;
        return points(batchSize, (i) => scale * offsets[i]!);
      },
    },
    evaluation: {
      count: Math.ceil(heldOut / batchSize),
      at: async (index: number): Promise<HostBatch> =>
        points(Math.min(batchSize, heldOut - index * batchSize), () => 0),
    },
  };
}

const isSlow = ({ delayMs, delayUntilFile }: Pick<ToyDatasetParams, 'delayMs' | 'delayUntilFile'>) =>
  delayMs > 0 && (delayUntilFile === null || !existsSync(delayUntilFile));

/** Both points for each example, moved by the same offset, so that the optimum stays where it is on average. */
function points(examples: number, offsetAt: (element: number) => number): HostBatch {
  const around = (point: readonly number[]) => ({
    shape: [examples, DIMENSIONS],
    data: Float32Array.from(
      { length: examples * DIMENSIONS },
      (_, i) => point[i % DIMENSIONS]! + offsetAt(i),
    ),
  });
  return { a: around(TOY_A), b: around(TOY_B) };
}

/** Under the name by which TASK_PACKAGES finds it. */
export { toyTask as task };
