import { randomStream } from '@yoto/core';
import { tf } from '@yoto/engine';
import { createParameters, type Parameters } from '@yoto/training';
import { expect, test } from 'vitest';
import { describeOnEngines, enginesHere } from '../testing/engines-here.ts';
import { expectGradients } from '../testing/expect-gradients.ts';
import { factorisedDensities } from './factorised-pmf.ts';
import { createFactorisedPrior } from './factorised-prior.ts';

const CHANNELS = 3;
const normals = (name: string, count: number) => randomStream(6, name).normals(count);

/** A prior as training might have made it: every weight moved, each channel differently. */
function trainedPrior() {
  const parameters = createParameters(2);
  const prior = createFactorisedPrior(parameters, 'prior', CHANNELS);
  for (const [name, variable] of parameters.all()) {
    const moves = normals(name, variable.size).map((value) => 0.6 * Math.tanh(value));
    tf.tidy(() => variable.assign(tf.add(variable, tf.tensor(moves, variable.shape))));
  }
  return { parameters, prior };
}
const hostWeights = (parameters: Parameters) =>
  new Map([...parameters.all()].map(([name, one]) => [name, { values: one.dataSync() as Float32Array }]));
/** Likelihoods of the integers from `from` to `to`, a row a channel. */
function integerLikelihoods(
  { prior }: ReturnType<typeof trainedPrior>,
  from: number,
  to: number,
): number[][] {
  const integers = tf.range(from, to + 1).reshape([1, to - from + 1, 1, 1]);
  const z = tf.tile(integers, [1, 1, 1, CHANNELS]) as tf.Tensor4D;
  const rows = tf.transpose(prior.likelihood(z, 'train').reshape([-1, CHANNELS])).arraySync();
  return rows as number[][];
}

describeOnEngines(await enginesHere(), () => {
  test('likelihoods sum to one over the integers, in every channel', () => {
    const trained = trainedPrior();
    for (const row of integerLikelihoods(trained, -400, 400)) {
      expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 4);
    }
    trained.parameters.dispose();
  });

  test('probabilities in double precision are the same, with the tails that are left', () => {
    const trained = trainedPrior();
    const weights = hostWeights(trained.parameters);
    const densities = factorisedDensities(weights, 'prior');
    const likelihoods = integerLikelihoods(trained, -20, 25);
    expect(densities).toHaveLength(CHANNELS);
    for (const [channel, { probability, below, above }] of densities.entries()) {
      const row = Array.from({ length: 46 }, (_, index) => probability(index - 20));
      const tails = below(-20) + above(25);
      expect(row.reduce((sum, value) => sum + value, tails)).toBeCloseTo(1, 12);
      for (const [index, value] of row.entries()) {
        const found = likelihoods[channel]?.[index] as number;
        if (value > 1e-8) expect(Math.abs(found / value - 1), `${channel}, ${index}`).toBeLessThan(1e-3);
      }
    }
    expect(() => factorisedDensities(weights, 'other')).toThrow(/other\/layer1\/bias/);
    trained.parameters.dispose();
  });

  test('starts about ten wide, centred, and is never below its bound', () => {
    const parameters = createParameters(0);
    const prior = createFactorisedPrior(parameters, 'prior', CHANNELS);
    const rows = integerLikelihoods({ parameters, prior }, -1000, 1000);
    for (const row of rows) {
      const mean = row.reduce((sum, value, index) => sum + value * (index - 1000), 0);
      const within = row.slice(980, 1021).reduce((sum, value) => sum + value, 0);
      expect(Math.abs(mean)).toBeLessThan(10);
      expect(within).toBeGreaterThan(0.6);
      expect(Math.min(...row)).toBe(Math.fround(1e-9));
    }
    parameters.dispose();
  });

  test('has the gradients of its definition, by the values and by every weight', () => {
    const { parameters, prior } = trainedPrior();
    const z = tf.variable(
      tf.tensor4d(
        normals('z', 12).map((value) => 3 * value),
        [2, 1, 2, CHANNELS],
      ),
    );
    const variables = { z, ...Object.fromEntries(parameters.all()) };
    expectGradients(() => tf.log(prior.likelihood(z as tf.Tensor as tf.Tensor4D, 'train')), variables);
    z.dispose();
    parameters.dispose();
  });
});
