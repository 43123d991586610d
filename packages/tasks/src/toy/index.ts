/** The toy task with its tensors; `spec.ts` says what it is. */
import { randomStream } from '@yoto/core';
import { tf } from '@yoto/engine';
import {
  createParameters,
  dense,
  type HostBatch,
  type LambdaContext,
  type Task,
  type TaskContext,
  varianceScaling,
} from '@yoto/training';
import { pointPictures } from './point-pictures.ts';
import { toySpec } from './spec.ts';

const INITIALISER = varianceScaling({ scale: 1, mode: 'fan-in' });
/** East and north. */
const DIRECTIONS = 2;
const [NEAREST, FARTHEST] = [0.5, 2];

/**
 * A constant through one hidden layer to two shares, `[batch, 2]`, which the goals of the example are multiplied with. Lambda
 * enters at the input (`concat`, `input`) or modulates the hidden layer before its nonlinearity (`film`).
 */
export const toyTask: Task<tf.Tensor2D> = {
  spec: toySpec,
  async setup(context) {
    const { conditioning, params, widthMultiplier, seed } = context;
    const hiddenUnits = Math.max(1, Math.round(Number(params.hiddenUnits) * widthMultiplier));
    const parameters = createParameters(seed);
    const entry = conditioning.blockInput(1, { first: true });
    const site = conditioning.site('hidden', hiddenUnits);
    const sizes = { initialiser: INITIALISER };
    const hidden = dense(parameters, 'hidden', { ...sizes, inputs: entry.channels, outputs: hiddenUnits });
    const output = dense(parameters, 'output', { ...sizes, inputs: hiddenUnits, outputs: DIRECTIONS });
    const positions = (goals: tf.Tensor2D, lambda: LambdaContext): tf.Tensor2D => {
      const input = lambda.widen(entry, tf.ones([goals.shape[0], 1]) as tf.Tensor2D);
      const features = tf.leakyRelu(lambda.modulate(site, hidden(input)));
      return tf.mul(goals, tf.sigmoid(output(features)));
    };
    return {
      data: toyData(context),
      model: {
        forward: (batch, lambda) => positions(batch.goals as tf.Tensor2D, lambda),
        weights: parameters.all,
      },
      lossTerms(reached, batch, { power }) {
        const exponent = (power as tf.Tensor1D).expandDims<tf.Tensor2D>(1);
        const distances = (from: tf.Tensor2D) => tf.pow(tf.abs(from), exponent) as tf.Tensor2D;
        const [east, north] = tf.unstack(distances(tf.sub(batch.goals as tf.Tensor2D, reached)), 1);
        return {
          home: tf.sum(distances(reached), 1),
          east: east as tf.Tensor1D,
          north: north as tf.Tensor1D,
        };
      },
      metrics: (reached) => ({ way: tf.sum(reached, 1) }),
      interpolate: mixed,
      pictures({ batch, examples, lambdas, atLambda, forwardContext }) {
        const goals = batch.goals as tf.Tensor2D;
        return [
          { name: 'goals', label: 'Goals', lambda: null, images: pointPictures(goals, FARTHEST) },
          ...lambdas.map((lambda) => {
            const reached = atLambda(lambda, (own) => positions(goals, forwardContext(own, examples)), mixed);
            return { name: 'reached', label: 'Reached', lambda, images: pointPictures(reached, FARTHEST) };
          }),
        ];
      },
      examplePictures: {
        original: (batch) => pointPictures(batch.goals as tf.Tensor2D, FARTHEST),
        result: (reached) => pointPictures(reached, FARTHEST),
      },
      dispose: parameters.dispose,
    };
  },
};

const mixed = (least: tf.Tensor2D, greatest: tf.Tensor2D, share: number): tf.Tensor2D =>
  tf.add(tf.mul(least, 1 - share), tf.mul(greatest, share));

function toyData({ seed, batchSize, evaluationExamples }: TaskContext) {
  // The same for every batch size.
  const heldOut = randomStream(0, 'toy/evaluation').uniforms(evaluationExamples * DIRECTIONS);
  return {
    description: 'random places, made here',
    train: {
      count: Number.POSITIVE_INFINITY,
      at: async (index: number) =>
        goals(randomStream(seed, 'toy/train', index).uniforms(batchSize * DIRECTIONS)),
    },
    evaluation: {
      count: Math.ceil(evaluationExamples / batchSize),
      async at(index: number) {
        const [first, end] = [index * batchSize, Math.min((index + 1) * batchSize, evaluationExamples)];
        return goals(heldOut.subarray(first * DIRECTIONS, end * DIRECTIONS));
      },
    },
  };
}

/** `[batch, 2]`: how far the east and the north are. */
const goals = (draws: Float32Array): HostBatch => ({
  goals: {
    shape: [draws.length / DIRECTIONS, DIRECTIONS],
    data: draws.map((draw) => NEAREST + (FARTHEST - NEAREST) * draw),
  },
});
