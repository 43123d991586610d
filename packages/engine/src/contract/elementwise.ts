import { expect, it } from 'vitest';
import { type FilmOptions, film } from '../film.ts';
import { tf } from '../tf.ts';
import { type Compute, expectReference, withGradients } from './compare.ts';
import type { Thinned } from './thinned.ts';

const UNARY: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  neg: (x) => tf.neg(x),
  abs: (x) => tf.abs(x),
  square: (x) => tf.square(x),
  exp: (x) => tf.exp(tf.mul(x, 5)),
  sigmoid: (x) => tf.sigmoid(tf.mul(x, 8)),
  softplus: (x) => tf.softplus(tf.mul(x, 8)),
  tanh: (x) => tf.tanh(tf.mul(x, 2)),
  erf: (x) => tf.erf(tf.mul(x, 2)),
  round: (x) => tf.round(tf.mul(x, 4)),
  relu: (x) => tf.relu(x),
  leakyRelu: (x) => tf.leakyRelu(x, 0.3),
  clip: (x) => tf.clipByValue(x, -0.5, 0.7),
  // Positive operands for the others: x^2 + 0.1.
  log: (x) => tf.log(positive(x)),
  sqrt: (x) => tf.sqrt(positive(x)),
  rsqrt: (x) => tf.rsqrt(positive(x)),
  reciprocal: (x) => tf.div(1, positive(x)),
};

const positive = (x: tf.Tensor): tf.Tensor => tf.add(tf.square(x), 0.1);

const BINARY: Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor> = {
  add: (a, b) => tf.add(a, b),
  sub: (a, b) => tf.sub(a, b),
  mul: (a, b) => tf.mul(a, b),
  div: (a, b) => tf.div(a, positive(b)),
  maximum: (a, b) => tf.maximum(a, b),
  minimum: (a, b) => tf.minimum(a, b),
};

/** Pairs that broadcast, with the shape that they broadcast to. */
const BROADCASTS: [number[], number[], number[]][] = [
  [[7], [7], [7]],
  [[3, 5], [], [3, 5]],
  [[3, 5], [5], [3, 5]],
  [
    [3, 5],
    [3, 1],
    [3, 5],
  ],
  [
    [3, 1],
    [1, 5],
    [3, 5],
  ],
  [[2, 3, 4, 5], [5], [2, 3, 4, 5]],
  [
    [2, 3, 4, 5],
    [2, 1, 1, 5],
    [2, 3, 4, 5],
  ],
  [
    [2, 1, 1, 5],
    [2, 3, 4, 5],
    [2, 3, 4, 5],
  ],
  [
    [2, 3, 4, 5],
    [2, 3, 4, 1],
    [2, 3, 4, 5],
  ],
  [
    [2, 3, 4, 5],
    [1, 3, 1, 5],
    [2, 3, 4, 5],
  ],
];

const EXTREMES = [
  0,
  -0,
  1e-30,
  -1e-30,
  1e-7,
  20,
  -20,
  87,
  88.5,
  89,
  -87,
  -89,
  -104,
  1e30,
  Infinity,
  -Infinity,
  NaN,
];

export function elementwiseContract(keepsNaN: boolean, thinned: Thinned): void {
  it('applies functions of one operand, forward and backward', async () => {
    for (const compute of Object.values(UNARY)) {
      for (const size of [1, 7, 1003]) await expectReference(withGradients(compute), [[size], [size]], size);
    }
  });

  it('keeps infinities and NaN, so that a diverged run is seen', async () => {
    const backend = tf.getBackend();
    const functions = [tf.exp, tf.log, tf.softplus, tf.sigmoid, tf.square, tf.relu, tf.leakyRelu, tf.neg];
    const compute = async () => {
      const rows = tf.tidy(() => functions.map((apply) => apply(tf.tensor1d(EXTREMES))));
      const values = await Promise.all(rows.map(async (row) => [...(await row.data())]));
      tf.dispose(rows);
      return values;
    };
    const found = await compute();
    await tf.setBackend('cpu');
    const expected = await compute();
    await tf.setBackend(backend);
    for (const [index, row] of expected.entries()) {
      for (const [at, value] of row.entries()) {
        const label = `${functions[index]?.name}(${EXTREMES[at]})`;
        const other = found[index]?.[at] ?? Number.NaN;
        if (Number.isFinite(value))
          expect(Math.abs(other - value), label).toBeLessThanOrEqual(Math.abs(value) * 1e-5 + 1e-30);
        else if (keepsNaN) expect(other, label).toBe(value);
        else if (!Number.isNaN(value)) expect(Number.isFinite(other), label).toBe(false);
      }
    }
  });

  it('combines two operands with broadcasting, forward and backward', async () => {
    for (const compute of Object.values(BINARY)) {
      for (const [a, b, out] of BROADCASTS) await expectReference(withGradients(compute), [a, b, out]);
    }
    // tfjs differentiates it for operands of one shape only.
    for (const [a, b] of BROADCASTS) await expectReference((x, y) => tf.squaredDifference(x, y), [a, b]);
    await expectReference(
      withGradients((x, y) => tf.squaredDifference(x, y)),
      [
        [3, 5],
        [3, 5],
        [3, 5],
      ],
    );
    await expectReference(
      withGradients((a, b) => tf.mul(a, b)),
      [[40_000], [40_000], [40_000]],
    );
  });

  it('chooses elements, forward and backward', async () => {
    const shape = [3, 5, 7];
    const choose = withGradients((a, b) => tf.where(tf.greater(a, b), tf.square(a), tf.mul(b, 3)));
    await expectReference(choose, [shape, shape, shape]);
    // A lower bound whose gradient passes where it moves the value up.
    const bounded: Compute = (x: tf.Tensor, dy: tf.Tensor) =>
      tf.mul(dy, tf.cast(tf.logicalOr(tf.greaterEqual(x, 0.1), tf.less(dy, 0)), 'float32'));
    await expectReference(bounded, [shape, shape]);
  });

  it('modulates features by image and channel, forward and backward', () => modulates(thinned));
}

/** [batch, height, width, channels]; the third is for engines that see several narrow positions as one wide row. */
const MODULATED = [
  [3, 5, 7, 1],
  [3, 5, 7, 3],
  [2, 96, 90, 8],
  [3, 5, 7, 16],
  [3, 5, 7, 22],
  [3, 5, 7, 300],
  [3, 5, 7, 40],
];

/** With and without a bias, and vectors as well as pictures. */
const MODULATIONS = [1, 0.3].flatMap((slope) => [
  ...MODULATED.map((shape) => ({ slope, shape, isBiased: false })),
  ...MODULATED.map((shape) => ({ slope, shape, isBiased: true })),
  ...[1, 3, 16, 22, 40, 300].map((channels) => ({ slope, shape: [3, channels], isBiased: false })),
]);

async function modulates(thinned: Thinned): Promise<void> {
  for (const { slope, shape, isBiased } of thinned(MODULATIONS)) {
    const modulate = withGradients((x, scale, shift, bias) =>
      film(
        x,
        scale as tf.Tensor2D,
        shift as tf.Tensor2D,
        bias ? { slope, bias: bias as tf.Tensor1D } : { slope },
      ),
    );
    const channels = shape.at(-1) ?? 1;
    const each = [shape[0] ?? 1, channels];
    await expectReference(modulate, [shape, each, each, ...(isBiased ? [[channels]] : []), shape], channels);
  }
  expect(() => film(tf.zeros([2, 3]), tf.zeros([2, 4]), tf.zeros([2, 3]))).toThrow(
    /scale and shift must be \[2,3\]/,
  );
  const filmOf = (options: FilmOptions) =>
    film(tf.zeros([2, 3]), tf.zeros([2, 3]), tf.zeros([2, 3]), options);
  expect(() => filmOf({ slope: 0 })).toThrow(/slope/);
  expect(() => filmOf({ bias: tf.zeros([2]) })).toThrow(/bias must be \[3\]/);
}
