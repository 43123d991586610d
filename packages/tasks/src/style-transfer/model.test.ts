import { randomStream } from '@yoto/core';
import { instanceNorm, tf } from '@yoto/engine';
import { describeOnEngines, enginesHere } from '@yoto/testkit/engines-here';
import { expectGradients } from '@yoto/testkit/expect-gradients';
import { createConditioning } from '@yoto/training';
import { expect, test } from 'vitest';
import { createStyleModel } from './model.ts';

const STYLE_FEATURES = 5;
const film = { kind: 'film', preprocess: 'log', hiddenUnits: 512, strength: 0.1 } as const;
const none = { ...film, kind: 'none' } as const;

function open(kind: typeof film | typeof none, channels = 2) {
  const conditioning = createConditioning(kind, 2, 0);
  const model = createStyleModel({ channels, styleFeatures: STYLE_FEATURES }, conditioning, 0);
  const at = (lambdas: number[][]) => conditioning.at(tf.tensor2d(lambdas));
  const dispose = () => {
    model.dispose();
    conditioning.dispose();
  };
  return { model, conditioning, at, dispose };
}
const uniforms = (name: string, shape: [number, number, number, number]) =>
  tf.tensor4d(randomStream(2, name).uniforms(shape.reduce((a, b) => a * b)), shape);
const styles = (name: string) =>
  tf.tensor2d(randomStream(2, name).normals(2 * STYLE_FEATURES), [2, STYLE_FEATURES]);

describeOnEngines(await enginesHere(), () => {
  test("has the paper's parameters: 13 sites of 2,758 scales and shifts", () => {
    const { model, conditioning, dispose } = open(film, 32);
    const shapes = Object.fromEntries([...model.weights()].map(([name, { shape }]) => [name, shape]));
    const kernels = Object.entries(shapes).filter(([, shape]) => shape.length === 4);
    const modulated = kernels.filter(([name]) => !name.startsWith('contract'));
    expect(modulated).toHaveLength(13);
    expect(2 * modulated.reduce((sum, [, shape]) => sum + (shape[3] as number), 0)).toBe(2758);
    expect(shapes).toMatchObject({
      'contract1/kernel': [9, 9, 3, 32],
      'contract2/kernel': [3, 3, 32, 64],
      'contract3/kernel': [3, 3, 64, 128],
      'residual5/conv2/kernel': [3, 3, 128, 128],
      'expand1/kernel': [3, 3, 128, 64],
      'expand2/kernel': [3, 3, 64, 32],
      'picture/kernel': [9, 9, 32, 3],
      'style/bottleneck/kernel': [STYLE_FEATURES, 100],
      'style/modulations/hidden/kernel': [200, 13 * 256],
    });
    const told = [...conditioning.weights()].map(([, { shape }]) => shape);
    expect(told).toEqual([[2, 512], [512], [512, 100], [100]]);
    dispose();
  });

  test('paints a picture of the size of the content, whatever it is', () => {
    const { model, at, dispose } = open(film);
    for (const [height, width] of [
      [16, 16],
      [17, 30],
      [23, 19],
    ] as const) {
      const contents = uniforms('content', [2, height, width, 3]);
      const painted = tf.tidy(() =>
        model.stylise(
          contents,
          styles('style'),
          at([
            [0, 1],
            [0, 1],
          ]),
        ),
      );
      expect(painted.shape).toEqual([2, height, width, 3]);
      const values = painted.dataSync();
      expect(Math.min(...values)).toBeGreaterThan(0);
      expect(Math.max(...values)).toBeLessThan(1);
    }
    dispose();
  });

  test('each example is painted by its own content, style and lambda alone', () => {
    const { model, at, dispose } = open(film);
    const contents = uniforms('contents', [2, 16, 16, 3]);
    const both = styles('style');
    const lambdas = [
      [0, 1],
      [2, -1],
    ];
    const together = tf.tidy(() => model.stylise(contents, both, at(lambdas)).dataSync());
    const half = together.length / 2;
    for (const [row, lambda] of lambdas.entries()) {
      const alone = tf.tidy(() =>
        model.stylise(tf.slice(contents, row, 1), tf.slice(both, row, 1), at([lambda])).dataSync(),
      );
      for (const [index, value] of alone.entries())
        expect(together[row * half + index]).toBeCloseTo(value, 4);
    }
    const told = tf.tidy(() =>
      model
        .stylise(
          contents,
          both,
          at([
            [3, 1],
            [2, -1],
          ]),
        )
        .dataSync(),
    );
    expect(mostApart(told.subarray(0, half), together.subarray(0, half))).toBeGreaterThan(1e-3);
    expect(mostApart(told.subarray(half), together.subarray(half))).toBeLessThan(1e-4);
    dispose();
  });

  test('a fixed model is told the style alone', () => {
    const { model, at, dispose } = open(none);
    const contents = uniforms('contents', [2, 16, 16, 3]);
    const paint = (style: string, lambda: number) =>
      tf.tidy(() =>
        model
          .stylise(
            contents,
            styles(style),
            at([
              [lambda, 0],
              [lambda, 0],
            ]),
          )
          .dataSync(),
      );
    expect(paint('style', 5)).toEqual(paint('style', 1));
    expect(mostApart(paint('other', 1), paint('style', 1))).toBeGreaterThan(1e-3);
    dispose();
  });

  test('conditional instance normalisation equals its definition, forward and backward', () => {
    const x = tf.variable(uniforms('x', [2, 3, 4, 2]));
    const [scale, shift] = ['scale', 'shift'].map((name) =>
      tf.variable(tf.tensor2d(randomStream(2, name).normals(4), [2, 2])),
    ) as [tf.Variable, tf.Variable];
    const compute = (slope: number) =>
      instanceNorm(x as tf.Tensor, scale as tf.Tensor as tf.Tensor2D, shift as tf.Tensor as tf.Tensor2D, {
        slope,
      });
    const { mean, variance } = tf.moments(x, [1, 2], true);
    const normal = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-5)));
    const composed = tf.add(tf.mul(normal, scale.reshape([2, 1, 1, 2])), shift.reshape([2, 1, 1, 2]));
    for (const slope of [1, 0]) {
      const expected = (slope === 1 ? composed : tf.relu(composed)).dataSync();
      expect(mostApart(compute(slope).dataSync(), expected)).toBeLessThan(1e-4);
    }
    expectGradients(() => compute(1), { x, scale, shift }, { step: 0.01, tolerance: 5e-3 });
    tf.dispose([x, scale, shift]);
  });
});

function mostApart(
  a: Float32Array | Int32Array | Uint8Array,
  b: Float32Array | Int32Array | Uint8Array,
): number {
  expect(a.length).toBe(b.length);
  return Math.max(...Array.from(a, (value, index) => Math.abs(value - (b[index] as number))));
}
