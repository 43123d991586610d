import { type Engine, openEngine, tf } from '@yoto/engine';
import { createConditioning, createNoiseSource, type Model } from '@yoto/training';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { architectureOf } from './architecture.ts';
import { createVae } from './model.ts';
import { betaVaeSpec } from './spec.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine('wasm', { threads: 1 });
}, 60_000);
afterAll(() => engine.dispose());

function build(dataset: string, width: number, kind: 'film' | 'concat' | 'input' | 'none' = 'none') {
  const spec = { kind, preprocess: 'log', hiddenUnits: 4, strength: 0.1 } as const;
  const conditioning = createConditioning(spec, 1, 0);
  return { conditioning, model: createVae(architectureOf(dataset, width), conditioning, 0) };
}
const shapes = (model: Model<unknown>, part: RegExp) =>
  Object.fromEntries(
    [...model.weights()].filter(([name]) => part.test(name)).map(([name, { shape }]) => [name, shape]),
  );
const forward = ({ model, conditioning }: ReturnType<typeof build>, side: number) =>
  model.forward(
    { images: tf.fill([2, side, side, 3], 0.5) },
    {
      ...conditioning.at(tf.tensor2d([0, 3], [2, 1])),
      mode: 'train',
      noise: createNoiseSource(0, 'train', 0),
    },
  );

test('each data set of the task has its network, and no other has one', () => {
  const sides = betaVaeSpec.datasets.map(({ id }) => [id, architectureOf(id, 1).imageSize]);
  expect(sides).toEqual([
    ['shapes3d-rendered', 64],
    ['cifar10', 32],
    ['shapes3d', 64],
  ]);
  for (const id of ['images', 'constructor']) {
    expect(() => architectureOf(id, 1)).toThrow(`no network for the data set "${id}"`);
  }
});

describe('the networks of appendix A.1', () => {
  test('CIFAR-10: three blocks of two convolutions each way, 64 latents, Gaussian pixels', () => {
    const vae = build('cifar10', 1);
    const { model } = vae;
    expect(shapes(model, /encoder.*kernel/)).toEqual({
      'encoder/block1/conv1/kernel': [3, 3, 3, 16],
      'encoder/block1/conv2/kernel': [3, 3, 16, 16],
      'encoder/block2/conv1/kernel': [3, 3, 16, 32],
      'encoder/block2/conv2/kernel': [3, 3, 32, 32],
      'encoder/block3/conv1/kernel': [3, 3, 32, 64],
      'encoder/block3/conv2/kernel': [3, 3, 64, 64],
      'encoder/hidden/kernel': [1024, 512],
      'encoder/posterior/kernel': [512, 128],
    });
    // The kernels of transposed convolutions are [height, width, outputs, inputs].
    expect(shapes(model, /decoder.*kernel/)).toEqual({
      'decoder/hidden/kernel': [64, 512],
      'decoder/features/kernel': [512, 1024],
      'decoder/block1/conv1/kernel': [3, 3, 64, 64],
      'decoder/block1/conv2/kernel': [3, 3, 64, 64],
      'decoder/block2/conv1/kernel': [3, 3, 32, 64],
      'decoder/block2/conv2/kernel': [3, 3, 32, 32],
      'decoder/block3/conv1/kernel': [3, 3, 16, 32],
      'decoder/block3/conv2/kernel': [3, 3, 16, 16],
      'decoder/pixels/kernel': [3, 3, 16, 6],
    });
    const { posterior, pixels } = forward(vae, 32);
    expect(posterior.mean.shape).toEqual([2, 64]);
    expect(pixels).toMatchObject({
      kind: 'gaussian',
      mean: { shape: [2, 32, 32, 3] },
      std: { shape: [2, 32, 32, 3] },
    });
  });

  test('Shapes3D: four convolutions each way, 10 latents, Bernoulli pixels', () => {
    const vae = build('shapes3d', 1);
    const { model } = vae;
    expect(shapes(model, /encoder.*kernel/)).toEqual({
      'encoder/block1/conv1/kernel': [3, 3, 3, 8],
      'encoder/block2/conv1/kernel': [3, 3, 8, 16],
      'encoder/block3/conv1/kernel': [3, 3, 16, 32],
      'encoder/block4/conv1/kernel': [3, 3, 32, 64],
      'encoder/hidden/kernel': [1024, 256],
      'encoder/posterior/kernel': [256, 20],
    });
    expect(shapes(model, /decoder.*kernel/)).toEqual({
      'decoder/hidden/kernel': [10, 256],
      'decoder/features/kernel': [256, 1024],
      'decoder/block1/conv1/kernel': [3, 3, 64, 64],
      'decoder/block2/conv1/kernel': [3, 3, 32, 64],
      'decoder/block3/conv1/kernel': [3, 3, 16, 32],
      'decoder/block4/conv1/kernel': [3, 3, 8, 16],
      'decoder/pixels/kernel': [3, 3, 8, 3],
    });
    const { posterior, pixels } = forward(vae, 64);
    expect(posterior.std.shape).toEqual([2, 10]);
    expect(pixels).toMatchObject({ kind: 'bernoulli', logits: { shape: [2, 64, 64, 3] } });
  });

  test('wider models have so many times the channels, between image and code', () => {
    expect(shapes(build('shapes3d', 1.5).model, /block|features|pixels/)).toMatchObject({
      'encoder/block1/conv1/kernel': [3, 3, 3, 12],
      'encoder/block4/conv1/kernel': [3, 3, 48, 96],
      'decoder/features/kernel': [256, 1536],
      'decoder/pixels/kernel': [3, 3, 12, 3],
    });
  });

  test('standard deviations are positive', () => {
    const { posterior, pixels } = forward(build('cifar10', 0.25), 32);
    const smallest = (tensor: tf.Tensor) => tf.min(tensor).dataSync()[0];
    expect(smallest(posterior.std)).toBeGreaterThan(0);
    expect(pixels.kind === 'gaussian' && smallest(pixels.std)).toBeGreaterThan(0);
  });
});

describe('where lambda comes in', () => {
  test('FiLM modulates the last layer of every block', () => {
    const { conditioning } = build('cifar10', 1, 'film');
    const kernels = conditioning.weights().get('conditioning/output/kernel') as tf.Tensor;
    // A network for the scale and one for the shift of each block; columns beyond a block's channels are zero.
    expect(kernels.shape).toEqual([12, 4, 64]);
    const used = tf.unstack(kernels).map((kernel) => tf.sum(tf.any(kernel.notEqual(0), 0)).dataSync()[0]);
    expect(used).toEqual([16, 32, 64, 64, 32, 16].flatMap((channels) => [channels, channels]));
  });
  const inputChannels = (kind: 'concat' | 'input') =>
    Object.values(
      shapes(build('cifar10', 1, kind).model, /encoder.*conv1\/kernel|decoder.*conv1\/kernel/),
    ).map((shape, index) => (index < 3 ? shape[2] : shape[3]));
  test('concat adds a plane to the input of every block', () => {
    expect(inputChannels('concat')).toEqual([4, 17, 33, 65, 65, 33]);
  });
  test("input adds one to the image and to the decoder's highest-resolution block", () => {
    expect(inputChannels('input')).toEqual([4, 16, 32, 64, 64, 33]);
  });
  test.each(['film', 'concat', 'input'] as const)(
    'with %s the code and the pixels react to lambda',
    (kind) => {
      const { posterior, pixels } = forward(build('shapes3d', 0.25, kind), 64);
      const rows = (tensor: tf.Tensor) => tf.split(tensor, 2).map((row) => [...row.dataSync().slice(0, 100)]);
      const [first, second] = rows(posterior.mean);
      // The two images are the same: only lambda can tell them apart.
      expect(first).not.toEqual(second);
      expect(pixels.kind).toBe('bernoulli');
    },
  );
  test('without conditioning the code does not', () => {
    const { posterior } = forward(build('shapes3d', 0.25), 64);
    const [first, second] = tf.split(posterior.mean, 2);
    expect(first?.dataSync()).toEqual(second?.dataSync());
  });
});
