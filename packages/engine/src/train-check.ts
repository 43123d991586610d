import { AppError } from '@yoto/core';
import { adamUpdate } from './adam-update.ts';
import { tf } from './tf.ts';

/**
 * One small train step with a known result: the sum of a 2x2 convolution of 1..9 is 80, its gradient the sums of the
 * four windows, and Adam's first update moves every weight by the learning rate. Throws when the backend gets it wrong.
 */
export async function checkTraining(): Promise<void> {
  const results = tf.tidy(() => {
    const x = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 3, 3, 1]);
    const filter = tf.ones<tf.Rank.R4>([2, 2, 1, 1]);
    const loss = (weights: tf.Tensor) => tf.sum(tf.conv2d(x, weights as tf.Tensor4D, 1, 'valid')).asScalar();
    const { value, grad } = tf.valueAndGrad(loss)(filter);
    const moment = tf.zerosLike(filter);
    const state = { parameter: filter, gradient: grad, firstMoment: moment, secondMoment: moment };
    const settings = { learningRate: 0.25, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, step: 1 };
    return [value, grad, adamUpdate(state, settings).parameter];
  });
  const found = (await Promise.all(results.map(async (tensor) => [...(await tensor.data())]))).flat();
  tf.dispose(results);
  const expected = [80, 12, 16, 24, 28, 0.75, 0.75, 0.75, 0.75];
  if (expected.every((value, index) => Math.abs(value - (found[index] ?? Number.NaN)) < 1e-3)) return;
  throw new AppError('engine_unavailable', `A train step gives wrong numbers: ${found.join(' ')}`);
}
