import type { ConditioningSpec } from '@yoto/core';
import { tf } from '@yoto/engine';
import { describe, expect, test } from 'vitest';
import { conv2d, conv2dTranspose } from '../layers/convolution.ts';
import { varianceScaling } from '../layers/initialisers.ts';
import { createParameters } from '../layers/parameters.ts';
import { useEngine } from '../testing/use-engine.ts';
import type { ConditioningSite } from './conditioning.ts';
import { createConditioning } from './create-conditioning.ts';
import { encodeLambda } from './encode-lambda.ts';

useEngine();

const spec = (kind: ConditioningSpec['kind'], strength = 0.1): ConditioningSpec => ({
  kind,
  preprocess: 'log',
  hiddenUnits: 8,
  strength,
});
/** Two examples of lambda with two terms, `[2, 2]`. */
const encoded = () => tf.tensor2d([-1, 0.5, 2, 3], [2, 2]);
const features = () =>
  tf.tensor4d(
    Array.from({ length: 24 }, (_, i) => i / 10 - 1),
    [2, 2, 2, 3],
  );

describe('film', () => {
  test('is scale * x + shift with scale = 1 + k M_sigma(lambda) and shift = k M_mu(lambda)', () => {
    const conditioning = createConditioning(spec('film'), 2, 5);
    const site = conditioning.site('block', 3);
    conditioning.site('wider', 5);
    const variable = (name: string, part: number) => {
      const all = conditioning.weights().get(`conditioning/${name}`) as tf.Tensor;
      return tf.unstack(all)[part] as tf.Tensor2D;
    };
    const network = (part: number) => {
      const hidden = encoded().matMul(variable('hidden/kernel', part)).add(variable('hidden/bias', part));
      const active = tf.where(hidden.greater(0), hidden, hidden.mul(0.2));
      const output = active.matMul(variable('output/kernel', part)).add(variable('output/bias', part));
      return output.slice([0, 0], [2, 3]);
    };
    const scale = network(0).mul(0.1).add(1).reshape([2, 1, 1, 3]);
    const shift = network(1).mul(0.1).reshape([2, 1, 1, 3]);
    expect(conditioning.weights().size).toBe(4);
    expectClose(conditioning.at(encoded()).modulate(site, features()), features().mul(scale).add(shift));
    conditioning.dispose();
  });

  test('of a layer, with a leaky ReLU, in one go: outputs and gradients', () => {
    const conditioning = createConditioning(spec('film'), 2, 5);
    const site = conditioning.site('block', 3);
    const parameters = createParameters(1);
    for (const create of [conv2d, conv2dTranspose]) {
      const sizes = {
        inputs: 3,
        outputs: 3,
        size: 3,
        stride: 2,
        initialiser: varianceScaling({ scale: 1, mode: 'fan-in' }),
      };
      const layer = create(parameters, create.name, sizes);
      for (const [name, variable] of parameters.all()) {
        if (name.endsWith('bias')) variable.assign(tf.tensor1d([0.5, -1, 0.25]));
      }
      const at = () => conditioning.at(encoded());
      const together = () => at().modulateLayer(site, layer, features(), 0.3);
      const apart = () => tf.leakyRelu(at().modulate(site, layer(features())), 0.3);
      expectClose(together(), apart());
      const gradients = (run: () => tf.Tensor) => tf.variableGrads(() => tf.sum(tf.square(run()))).grads;
      const [found, expected] = [gradients(together), gradients(apart)];
      expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort());
      for (const [name, gradient] of Object.entries(expected))
        expectClose(found[name] as tf.Tensor, gradient);
    }
  });

  test('joins a vector with the outputs of one MLP of lambda (paper, appendix A.3)', () => {
    const conditioning = createConditioning(spec('film'), 2, 5);
    const told = conditioning.vector('style', 3, { units: 4 });
    const weights = conditioning.weights() as ReadonlyMap<string, tf.Tensor>;
    const layer = (name: string) => ({
      kernel: weights.get(`conditioning/style/${name}/kernel`) as tf.Tensor2D,
      bias: weights.get(`conditioning/style/${name}/bias`) as tf.Tensor1D,
    });
    const [hidden, output] = [layer('hidden'), layer('output')];
    const active = tf.relu(encoded().matMul(hidden.kernel).add(hidden.bias));
    const vector = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
    const expected = tf.concat([vector, active.matMul(output.kernel).add(output.bias) as tf.Tensor2D], 1);
    expect(told.channels).toBe(7);
    expect(weights.size).toBe(4);
    expectClose(conditioning.at(encoded()).join(told, vector), expected);
    conditioning.dispose();
  });

  test('starts nearer the identity the smaller its strength', () => {
    const distance = (strength: number) => {
      const conditioning = createConditioning(spec('film', strength), 2, 5);
      const site = conditioning.site('block', 3);
      const output = conditioning.at(encoded()).modulate(site, features());
      return tf.max(tf.abs(output.sub(features()))).dataSync()[0] as number;
    };
    expect(distance(0.01)).toBeLessThan(0.2);
    expect(distance(0.1)).toBeCloseTo(10 * distance(0.01), 3);
  });

  test('every example is modulated by its own lambda only', () => {
    const conditioning = createConditioning(spec('film'), 2, 5);
    const site = conditioning.site('block', 3);
    const at = (lambdas: tf.Tensor2D) => conditioning.at(lambdas).modulate(site, features());
    const both = at(encoded());
    const other = at(tf.tensor2d([-1, 0.5, 9, -9], [2, 2]));
    const first = (x: tf.Tensor) => [...x.slice([0], [1]).dataSync()];
    const second = (x: tf.Tensor) => [...x.slice([1], [1]).dataSync()];
    expect(first(other)).toEqual(first(both));
    expect(second(other)).not.toEqual(second(both));
  });

  test('weights are a function of the seed and the name of the site', () => {
    const kernels = (seed: number, name: string) => {
      const conditioning = createConditioning(spec('film'), 2, seed);
      conditioning.site('before', 4);
      conditioning.site(name, 3);
      const all = conditioning.weights().get('conditioning/hidden/kernel') as tf.Tensor;
      return [...(tf.unstack(all)[2] as tf.Tensor).dataSync()];
    };
    expect(kernels(1, 'a')).toEqual(kernels(1, 'a'));
    expect(kernels(1, 'a')).not.toEqual(kernels(1, 'b'));
    expect(kernels(1, 'a')).not.toEqual(kernels(2, 'a'));
  });

  test('says which sites it modulates, in the order of its networks; other kinds modulate none', () => {
    const sitesOf = (kind: ConditioningSpec['kind']) => {
      const conditioning = createConditioning(spec(kind), 2, 5);
      const sites = [conditioning.site('block', 3), conditioning.site('other', 3)];
      return { sites, modulated: conditioning.modulatedSites() };
    };
    const { sites, modulated } = sitesOf('film');
    expect(modulated).toEqual(sites);
    for (const kind of ['concat', 'input', 'none'] as const) expect(sitesOf(kind).modulated).toEqual([]);
  });

  test('a site of another conditioning is refused', () => {
    const [own, other] = [0, 1].map((seed) => createConditioning(spec('film'), 2, seed));
    own?.site('block', 3);
    const site = other?.site('block', 3);
    expect(() => own?.at(encoded()).modulate(site as ConditioningSite, features())).toThrow(/block/);
  });

  test('two sites of one name are refused', () => {
    const conditioning = createConditioning(spec('film'), 2, 5);
    conditioning.site('block', 3);
    expect(() => conditioning.site('block', 3)).toThrow(/block/);
  });

  test('the networks get gradients, whatever earlier passes with the same lambdas computed', () => {
    const conditioning = createConditioning(spec('film'), 2, 5);
    const sites = [conditioning.site('block', 3), conditioning.site('wider', 5)];
    const lambdas = encoded();
    const output = () => {
      const context = conditioning.at(lambdas);
      const [first, second] = sites.map((site, i) => context.modulate(site, tf.ones([2, 2, 3 + 2 * i])));
      return tf.add(tf.sum(first as tf.Tensor), tf.sum(tf.square(second as tf.Tensor))) as tf.Scalar;
    };
    output();
    const variables = [...conditioning.weights().values()];
    const { grads } = tf.variableGrads(output, variables);
    expect(Object.keys(grads)).toHaveLength(4);
    for (const gradient of Object.values(grads)) {
      // Each of the four networks, not only the first.
      const sizes = tf.sum(tf.abs(gradient), [1, 2]).dataSync();
      expect(sizes).toHaveLength(4);
      expect(Math.min(...sizes)).toBeGreaterThan(0);
    }
  });
});

describe('concat and input', () => {
  test('a widened input is followed by one constant plane per term', () => {
    const conditioning = createConditioning(spec('concat'), 2, 0);
    const entry = conditioning.blockInput(3, { first: false });
    const output = conditioning.at(encoded()).widen(entry, features());
    expect(entry.channels).toBe(5);
    expect(output.shape).toEqual([2, 2, 2, 5]);
    expectClose(output.slice([0, 0, 0, 0], [2, 2, 2, 3]), features());
    expectClose(output.slice([1, 1, 0, 3], [1, 1, 1, 2]).flatten(), tf.tensor1d([2, 3]));
  });

  test('concat widens every block, input only the first, film and none nothing', () => {
    const widths = (kind: ConditioningSpec['kind']) => {
      const conditioning = createConditioning(spec(kind), 2, 0);
      return [true, false].map((first) => conditioning.blockInput(3, { first }).channels);
    };
    expect(widths('concat')).toEqual([5, 5]);
    expect(widths('input')).toEqual([5, 3]);
    expect(widths('film')).toEqual([3, 3]);
    expect(widths('none')).toEqual([3, 3]);
  });
});

test('none is the identity: the very same tensors, no variables', () => {
  const conditioning = createConditioning(spec('none'), 2, 0);
  const x = features();
  const [site, entry] = [conditioning.site('block', 3), conditioning.blockInput(3, { first: true })];
  expect(conditioning.at(encoded()).modulate(site, x)).toBe(x);
  expect(conditioning.at(encoded()).widen(entry, x)).toBe(x);
  expect(conditioning.weights().size).toBe(0);
});

test('lambda is encoded as its logarithm, as that in [-1, 1], or raw as a share of the greatest', () => {
  const batch = { variables: ['a', 'b'], values: Float32Array.of(1, Math.E, 4, 8), examples: 2 };
  const distribution = {
    a: { kind: 'uniform', min: 1, max: 4 },
    b: { kind: 'log-uniform', min: 1, max: 16 },
  } as const;
  const encode = (preprocess: ConditioningSpec['preprocess']) =>
    encodeLambda(batch, { conditioning: { ...spec('film'), preprocess }, distribution });
  expectClose(encode('log'), tf.tensor2d([0, 1, Math.log(4), Math.log(8)], [2, 2]));
  const place = (1 / Math.log(16)) * 2 - 1;
  expectClose(encode('centred-log'), tf.tensor2d([-1, place, 1, 0.5], [2, 2]));
  expectClose(encode('raw'), tf.tensor2d([0.25, Math.E / 16, 1, 0.5], [2, 2]));
});

test('a weight that never varies is in the middle of its range', () => {
  const batch = { variables: ['a', 'b'], values: Float32Array.of(3, 5), examples: 1 };
  const conditioning = { ...spec('film'), preprocess: 'centred-log' as const };
  const distribution = { a: { kind: 'fixed', value: 3 } } as const;
  expectClose(encodeLambda(batch, { conditioning, distribution }), tf.tensor2d([0, 0], [1, 2]));
});

function expectClose(actual: tf.Tensor, expected: tf.Tensor): void {
  expect(actual.shape).toEqual(expected.shape);
  expect(tf.max(tf.abs(actual.sub(expected))).dataSync()[0]).toBeLessThan(1e-5);
}

test.each([
  ['none', 3],
  ['concat', 5],
  ['input', 5],
] as const)(
  'a vector is told lambda itself by concat and input, and nothing by none: %s',
  (kind, channels) => {
    const conditioning = createConditioning(spec(kind), 2, 5);
    const told = conditioning.vector('style', 3, { units: 4 });
    const vector = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
    const joined = conditioning.at(encoded()).join(told, vector);
    expect(told.channels).toBe(channels);
    expectClose(joined, kind === 'none' ? vector : tf.concat([vector, encoded()], 1));
  },
);
