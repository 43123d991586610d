import { type Engine, openEngine, tf } from '@yoto/engine';
import { createConditioning, createNoiseSource, type PictureContext, type PictureSet } from '@yoto/training';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VaeModel } from './model.ts';
import { vaePictures } from './pictures.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine('wasm', { threads: 1 });
}, 60_000);
afterAll(() => engine.dispose());

const LATENTS = 3;
/** A posterior whose second latent tells the most, then its third; the first says nothing. */
const MEANS = [0, 2, 1];

/** Tells the models below lambda as `concat` would. */
const conditioning = createConditioning(
  { kind: 'concat', preprocess: 'log', hiddenUnits: 1, strength: 1 },
  1,
  0,
);
const entry = conditioning.blockInput(LATENTS, { first: true });

/** A model whose picture of a code is the code itself, one latent per pixel; lambda is added to it. */
const codeModel: VaeModel = {
  latents: LATENTS,
  likelihood: 'bernoulli',
  encode: (images) => ({
    mean: tf.tile(tf.tensor2d([MEANS]), [images.shape[0], 1]),
    std: tf.ones([images.shape[0], LATENTS]),
  }),
  decode(latents, lambda) {
    const [code, told] = tf.split(lambda.widen(entry, latents), [LATENTS, 1], 1) as [tf.Tensor, tf.Tensor];
    return {
      kind: 'bernoulli',
      logits: tf.add(code, told).reshape([latents.shape[0], 1, LATENTS, 1]),
    };
  },
  forward(batch, context) {
    const posterior = codeModel.encode(batch.images as tf.Tensor4D, context);
    const noise = context.noise.normal('latents', posterior.mean.shape);
    return { posterior, pixels: codeModel.decode(tf.add(posterior.mean, noise), context) };
  },
  weights: () => new Map(),
  dispose: () => undefined,
};

const single: PictureContext['atLambda'] = (lambda, make) => make(lambda);

function show(model: VaeModel, atLambda = single): PictureSet[] {
  const images = tf.fill([2, 1, LATENTS, 1], 0.25);
  const context: PictureContext = {
    batch: { images },
    examples: 2,
    lambdas: [{ kl: 1 }, { kl: 4 }],
    atLambda,
    forwardContext: ({ kl = 1 }, size) => ({
      ...conditioning.at(tf.fill([size, 1], Math.log(kl))),
      mode: 'evaluate',
      noise: createNoiseSource(5, 'pictures', 0),
    }),
  };
  return vaePictures(model, context);
}

/** The code that each picture shows, lambda taken off. */
function codesOf(set: PictureSet | undefined): number[][] {
  if (!set) throw new Error('there is no such set');
  const values = [...set.images.dataSync()].map(
    (pixel) => Math.log(pixel / (1 - pixel)) - Math.log(set.lambda?.kl ?? 1),
  );
  return Array.from({ length: values.length / LATENTS }, (_, i) =>
    values.slice(i * LATENTS, (i + 1) * LATENTS).map((value) => Math.round(value * 100) / 100),
  );
}

describe('the pictures of a VAE', () => {
  test('are the inputs, then three sections for every lambda', () => {
    const sets = show(codeModel);
    expect(sets.map(({ name, lambda, images }) => [name, lambda?.kl, images.shape[0]])).toEqual([
      ['inputs', undefined, 2],
      ...[1, 4].flatMap((kl) => [
        ['reconstructions', kl, 2],
        ['samples', kl, 8],
        ['traversals', kl, 21],
      ]),
    ]);
    expect([...(sets[0]?.images.dataSync() ?? [])]).toEqual(Array(2 * LATENTS).fill(0.25));
  });

  test.each(['reconstructions', 'samples'])('%s have the same noise for every lambda', (name) => {
    const [low, high] = show(codeModel).filter((set) => set.name === name);
    expect(codesOf(low)).toEqual(codesOf(high));
    expect(codesOf(low)[0]).not.toEqual(codesOf(low)[1]);
  });

  test('traversals move one latent per row about the posterior mean, the one that tells the most first', () => {
    const codes = codesOf(show(codeModel).find(({ name }) => name === 'traversals'));
    const moved = [-2, -1.33, -0.67, 0, 0.67, 1.33, 2];
    const at = (value: number) => moved.map((offset) => Math.round((value + offset) * 100) / 100);
    expect(codes.slice(0, 7)).toEqual(at(2).map((value) => [0, value, 1]));
    expect(codes.slice(7, 14)).toEqual(at(1).map((value) => [0, 2, value]));
    expect(codes.slice(14)).toEqual(at(0).map((value) => [value, 2, 1]));
  });

  test('of a mixture have the logits of both models averaged, each told its own lambda', () => {
    const ends = { least: { kl: 1 }, greatest: { kl: 16 } };
    const mixed = show(codeModel, (lambda, make, mix) =>
      lambda.kl === 1 ? make(ends.least) : mix(make(ends.least), make(ends.greatest), 0.5),
    );
    // The lambda that a model is told is added to its code: log 1 and log 16, on average log 4.
    for (const [index, set] of show(codeModel).entries()) expect(codesOf(mixed[index])).toEqual(codesOf(set));
  });

  test('are brought from the range of a Gaussian model to [0, 1]', () => {
    const gaussian: VaeModel = {
      ...codeModel,
      likelihood: 'gaussian',
      decode: (latents) => {
        const mean = latents.reshape<tf.Tensor4D>([latents.shape[0], 1, LATENTS, 1]);
        return { kind: 'gaussian', mean, std: tf.onesLike(mean) };
      },
    };
    const sets = show(gaussian);
    const valuesOf = (name: string) => [...(sets.find((set) => set.name === name)?.images.dataSync() ?? [])];
    expect(valuesOf('inputs')[0]).toBe(0.625);
    // The posterior mean itself, clipped.
    expect(valuesOf('traversals').slice(9, 12)).toEqual([0.5, 1, 1]);
  });
});
