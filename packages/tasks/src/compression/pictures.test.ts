import { type Engine, openEngine, tf } from '@yoto/engine';
import { createConditioning, createNoiseSource } from '@yoto/training';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCompressionModel } from './model.ts';
import { compressionPictures } from './pictures.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine('wasm', { threads: 1 });
}, 60_000);
afterAll(() => engine.dispose());

function show(images: tf.Tensor4D) {
  const conditioning = createConditioning(
    { kind: 'film', preprocess: 'log', hiddenUnits: 4, strength: 0.1 },
    1,
    0,
  );
  const model = createCompressionModel({ channels: 4, latentChannels: 4, hyperChannels: 4 }, conditioning, 0);
  return compressionPictures(model, {
    batch: { images },
    examples: images.shape[0],
    lambdas: [{ distortion: 0.01 }, { distortion: 0.1 }],
    atLambda: (lambda, make) => make(lambda),
    forwardContext: (lambda, size) => ({
      ...conditioning.at(tf.fill([size, 1], Math.log(lambda.distortion ?? 1))),
      mode: 'evaluate',
      noise: createNoiseSource(0, 'pictures', 0),
    }),
  });
}

test('are the middles of at most four pictures, then one set of reconstructions for every lambda', () => {
  const images = tf.tile(tf.linspace(0, 1, 300).reshape([1, 1, 300, 1]), [6, 80, 1, 3]) as tf.Tensor4D;
  const sets = show(images);
  expect(sets.map(({ name, lambda, images }) => [name, lambda?.distortion, images.shape])).toEqual([
    ['originals', undefined, [4, 64, 64, 3]],
    ['reconstructions', 0.01, [4, 64, 64, 3]],
    ['reconstructions', 0.1, [4, 64, 64, 3]],
  ]);
  const [originals, low, high] = sets.map((set) => set.images.dataSync());
  // Columns 118 to 181 of 300.
  expect(originals?.[0]).toBeCloseTo(118 / 299, 5);
  expect(low).not.toEqual(high);
  const fractions = Array.from(low ?? [0.5], (value) => Math.abs(value * 255 - Math.round(value * 255)));
  expect(fractions.reduce((most, one) => Math.max(most, one))).toBeLessThan(1e-3);
});

test('of small pictures are whole', () => {
  const [originals] = show(tf.fill([1, 40, 50, 3], 0.5));
  expect(originals?.images.shape).toEqual([1, 40, 40, 3]);
});
