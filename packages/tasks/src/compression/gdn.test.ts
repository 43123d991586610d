import { randomStream } from '@yoto/core';
import { tf } from '@yoto/engine';
import { describeOnEngines, enginesHere } from '@yoto/testkit/engines-here';
import { expectGradients } from '@yoto/testkit/expect-gradients';
import { createParameters } from '@yoto/training';
import { expect, test } from 'vitest';
import { createGdn } from './gdn.ts';

const CHANNELS = 3;
const SHAPE: [number, number, number, number] = [2, 2, 3, CHANNELS];
const normals = (name: string, count: number) => randomStream(4, name).normals(count);

function build(inverse: boolean) {
  const parameters = createParameters(0);
  const apply = createGdn(parameters, 'gdn', { channels: CHANNELS, inverse });
  const variables = {
    beta: parameters.all().get('gdn/beta') as tf.Variable,
    gamma: parameters.all().get('gdn/gamma') as tf.Variable,
  };
  return { parameters, apply, variables };
}
/** Roots away from their bounds, where the function has no corner. */
function spread({ beta, gamma }: Record<'beta' | 'gamma', tf.Variable>): void {
  beta.assign(tf.tensor1d(normals('beta', CHANNELS).map((value) => 1 + 0.2 * Math.tanh(value))));
  const roots = normals('gamma', CHANNELS ** 2).map((value) => 0.5 + 0.3 * Math.tanh(value));
  gamma.assign(tf.tensor2d(roots, [CHANNELS, CHANNELS]));
}

describeOnEngines(await enginesHere(), () => {
  test.each([false, true])('is as it is defined (inverse: %s)', (inverse) => {
    const { parameters, apply, variables } = build(inverse);
    spread(variables);
    const [beta, gamma] = [variables.beta.dataSync(), variables.gamma.dataSync()].map((roots) =>
      Array.from(roots, (root) => root ** 2),
    ) as [number[], number[]];
    const x = normals('x', 36);
    const found = tf.tidy(() => apply(tf.tensor4d(x, SHAPE)).dataSync());
    for (const [index, value] of x.entries()) {
      const channel = index % CHANNELS;
      let pool = beta[channel] as number;
      for (let j = 0; j < CHANNELS; j++)
        pool += (gamma[j * CHANNELS + channel] as number) * (x[index - channel + j] as number) ** 2;
      expect(found[index]).toBeCloseTo(inverse ? value * Math.sqrt(pool) : value / Math.sqrt(pool), 5);
    }
    parameters.dispose();
  });

  test.each([false, true])('has the gradients of its definition (inverse: %s)', (inverse) => {
    const { parameters, apply, variables } = build(inverse);
    spread(variables);
    const x = tf.variable(tf.tensor4d(normals('x', 36), SHAPE));
    expectGradients(() => apply(x as tf.Tensor as tf.Tensor4D), { x, ...variables });
    x.dispose();
    parameters.dispose();
  });

  test('starts with beta = 1 and gamma a tenth of the identity', () => {
    const { parameters, apply } = build(false);
    const x = tf.tensor4d([1, 2, -3], [1, 1, 1, CHANNELS]);
    const expected = [1, 2, -3].map((value) => value / Math.sqrt(1 + 0.1 * value ** 2));
    for (const [index, value] of apply(x).dataSync().entries())
      expect(value).toBeCloseTo(expected[index] as number, 5);
    parameters.dispose();
  });

  test('its parameters stay positive whatever their roots are', () => {
    const { parameters, apply, variables } = build(false);
    variables.beta.assign(tf.fill([CHANNELS], -5));
    variables.gamma.assign(tf.fill([CHANNELS, CHANNELS], -5));
    // beta = 1e-6 and gamma = 0: a thousand times as much.
    const values = apply(tf.fill(SHAPE, 0.5)).dataSync();
    for (const value of values) expect(value / 500).toBeCloseTo(1, 3);
    parameters.dispose();
  });
});
