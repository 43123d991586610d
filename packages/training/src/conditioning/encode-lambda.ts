import { type ConditioningSpec, type LambdaDistribution, lambdaRange, type TrainedJobSpec } from '@yoto/core';
import { tf } from '@yoto/engine';
import type { LambdaBatch } from '../lambda/lambda-batch.ts';

/**
 * What the network is told of weights and loss parameters, `[examples, variables]`: their natural logarithms; `centred-log`, those as places in
 * the range that the job draws from, -1 to 1; or (ablation) the weights themselves as shares of the greatest of the range.
 * Undivided weights of several hundred make first losses of 1e17, which Adam's second moments do not forget for thousands of steps.
 */
export function encodeLambda(
  { values, examples, variables }: LambdaBatch,
  { conditioning, distribution }: Pick<TrainedJobSpec, 'conditioning' | 'distribution'>,
): tf.Tensor2D {
  const encoders = variables.map((name) => encoderOf(conditioning.preprocess, distribution[name]));
  const encoded = values.map((value, index) => (encoders[index % variables.length] as Encoder)(value));
  return tf.tensor2d(encoded, [examples, variables.length]);
}

type Encoder = (weight: number) => number;

function encoderOf(preprocess: ConditioningSpec['preprocess'], distribution?: LambdaDistribution): Encoder {
  const { min, max } = distribution ? lambdaRange(distribution) : { min: 1, max: 1 };
  switch (preprocess) {
    case 'log':
      return Math.log;
    case 'centred-log':
      return (weight) => placeInRange(Math.log(weight), Math.log(min), Math.log(max));
    case 'raw':
      return (weight) => (max > 0 ? weight / max : 0);
  }
}

/** -1 at `min`, 1 at `max`, 0 where there is no range. */
export const placeInRange = (value: number, min: number, max: number): number =>
  max > min ? (2 * (value - min)) / (max - min) - 1 : 0;
