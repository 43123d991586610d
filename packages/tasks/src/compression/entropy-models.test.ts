import { randomStream } from '@yoto/core';
import { tf } from '@yoto/engine';
import { describeOnEngines, enginesHere } from '@yoto/testkit/engines-here';
import { expectGradients } from '@yoto/testkit/expect-gradients';
import { createParameters, type ForwardMode, type Parameters } from '@yoto/training';
import { describe, expect, test } from 'vitest';
import {
  boundedScales,
  createFactorisedPrior,
  gaussianLikelihood,
  LEAST_IN_TRAINING,
} from './entropy-models.ts';
import { factorisedDensities } from './factorised-pmf.ts';

/** The integral of the density from y - 1/2 to y + 1/2 in double precision, by Simpson's rule. */
function integrated(y: number, scale: number): number {
  const intervals = 4000;
  const density = (x: number) => Math.exp(-((x / scale) ** 2) / 2) / (scale * Math.sqrt(2 * Math.PI));
  let sum = density(y - 0.5) + density(y + 0.5);
  for (let i = 1; i < intervals; i++) sum += (i % 2 === 1 ? 4 : 2) * density(y - 0.5 + i / intervals);
  return sum / (3 * intervals);
}
const row = (values: number[] | Float32Array) => tf.tensor4d(values, [1, 1, values.length, 1]);
const likelihoods = (ys: number[], scale: number, mode: ForwardMode = 'train') =>
  tf.tidy(() => [...gaussianLikelihood(row(ys), row(ys.map(() => scale)), mode).dataSync()]);

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
/** Likelihoods of the integers from `from` to `to`, one row per channel. */
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
  describe('the Gaussian of a latent', () => {
    test.each([0.11, 0.2, 0.5, 1, 3, 20, 256])(
      'is the integral of the density at scale %f, also in its tails',
      (scale) => {
        const ys = [0, 0.25, -0.25, 0.6, -1, 1, 2, -3, 4.5, 6, 11, -30, 300];
        const found = likelihoods(ys, scale);
        for (const [index, y] of ys.entries()) {
          const expected = integrated(y, scale);
          const value = found[index] as number;
          const label = `y = ${y}: ${value}, not ${expected}`;
          if (expected < 0.99 * LEAST_IN_TRAINING) expect(value, label).toBe(Math.fround(LEAST_IN_TRAINING));
          // At great scales it is the difference of two values near 1/2.
          else expect(Math.abs(value / expected - 1), label).toBeLessThan(2e-5 + 2e-6 * scale);
        }
      },
    );

    test.each([0.11, 1, 7])('sums to one over the integers at scale %f', (scale) => {
      const integers = Array.from({ length: 201 }, (_, i) => i - 100);
      const sum = likelihoods(integers, scale).reduce((total, value) => total + value, 0);
      expect(sum).toBeCloseTo(1, 5);
    });

    test('in evaluation a value costs what the entropy coder spends on it', () => {
      // The table of deviation 1 ends at 4, that of 0.11 at 1.
      const bits = (ys: number[], scale: number) =>
        likelihoods(ys, scale, 'evaluate').map((value) => Math.round(-100 * Math.log2(value)) / 100);
      expect(bits([0, 4, -5, 6, 7, -8, 12, 1004], 1)).toEqual([1.38, 12.09, 18, 20, 20, 22, 24, 36]);
      expect(bits([0, 1, 2], 0.11)).toEqual([0, 16, 18]);
      expect(likelihoods([2.5, 3], 1, 'train')).toEqual(likelihoods([-2.5, -3], 1, 'train'));
    });

    test('has the gradients of its definition', () => {
      const values = (name: string, from: number, to: number) =>
        randomStream(2, name)
          .uniforms(24)
          .map((value) => from + (to - from) * value);
      const y = tf.variable(row(values('y', -3, 3)));
      const scales = tf.variable(row(values('scales', 0.6, 3)));
      const compute = () =>
        gaussianLikelihood(y as tf.Tensor as tf.Tensor4D, scales as tf.Tensor as tf.Tensor4D, 'train');
      expectGradients(compute, { y, scales });
      // What is trained: the bits, where small likelihoods count most.
      expectGradients(() => tf.log(compute()), { y, scales });
      tf.dispose([y, scales]);
    });

    test('the gradient of the bits is right at the smallest scale', () => {
      const y = tf.variable(row([0.3, -0.3, 0.55, 0.8, -0.95, 1.05]));
      const scales = tf.variable(row(Array(6).fill(0.2)));
      const compute = () =>
        tf.log(
          gaussianLikelihood(y as tf.Tensor as tf.Tensor4D, scales as tf.Tensor as tf.Tensor4D, 'train'),
        );
      expectGradients(compute, { y, scales }, { step: 2e-3, tolerance: 5e-3 });
      tf.dispose([y, scales]);
    });

    test('a likelihood at its bound still asks for more, and a scale at its own to be wider', () => {
      const gradients = tf.grads((y, outputs) =>
        tf.neg(
          tf.sum(
            tf.log(gaussianLikelihood(y as tf.Tensor4D, boundedScales(outputs as tf.Tensor4D), 'train')),
          ),
        ),
      );
      // 6.8 standard deviations from the interval: a likelihood of 5e-12, at the bound.
      const [y, outputs] = gradients([row([1.25]), row([-1])]) as [tf.Tensor, tf.Tensor];
      expect(y.dataSync()[0]).toBeGreaterThan(0);
      expect(outputs.dataSync()[0]).toBeLessThan(0);
      // At zero a narrower density would be better, but there is none.
      const [, narrow] = gradients([row([0]), row([-1])]) as [tf.Tensor, tf.Tensor];
      expect(Math.abs(narrow.dataSync()[0] as number)).toBe(0);
    });
  });

  describe('the factorised prior', () => {
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
});
