import { randomStream } from '@yoto/core';
import { type Engine, openEngine, tf } from '@yoto/engine';
import {
  type Conditioning,
  createConditioning,
  createNoiseSource,
  type ForwardContext,
} from '@yoto/training';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { networkSizes } from './architecture/network-sizes.ts';
import { distortion } from './losses.ts';
import { createCompressionModel } from './model.ts';
import { compressionSpec } from './spec.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine('wasm', { threads: 1 });
}, 60_000);
afterAll(() => engine.dispose());

type Kind = 'film' | 'concat' | 'input' | 'none';

const SMALL = { channels: 6, latentChannels: 6, hyperChannels: 4 };
function build(kind: Kind = 'none', sizes = SMALL, strength = 0.1) {
  const conditioning = createConditioning({ kind, preprocess: 'log', hiddenUnits: 4, strength }, 1, 0);
  return { conditioning, model: createCompressionModel(sizes, conditioning, 0) };
}
const kernelShapes = (model: ReturnType<typeof build>['model']) =>
  Object.fromEntries(
    [...model.weights()].flatMap(([name, { shape }]) =>
      name.endsWith('/kernel') ? [[name.replace('/kernel', ''), shape]] : [],
    ),
  );
const photograph = (height: number, width: number, batch = 1): tf.Tensor4D =>
  tf.tensor4d(randomStream(3, 'photograph').uniforms(batch * height * width * 3), [batch, height, width, 3]);
/** One example per encoded lambda. */
const context = (
  conditioning: Conditioning,
  encoded: number[] = [-6],
  mode: ForwardContext['mode'] = 'evaluate',
): ForwardContext => ({
  ...conditioning.at(tf.tensor2d(encoded, [encoded.length, 1])),
  mode,
  noise: createNoiseSource(0, 'train', 0),
});

describe('the networks of Balle et al. 2018', () => {
  test('have these kernels with 192 channels', () => {
    const { model } = build('none', networkSizes({ channels: 192 }, 1));
    const five = [5, 5, 192, 192];
    // The kernels of transposed convolutions are [height, width, outputs, inputs].
    expect(kernelShapes(model)).toEqual({
      'analysis/conv1': [5, 5, 3, 192],
      'analysis/conv2': five,
      'analysis/conv3': five,
      'analysis/conv4': five,
      'synthesis/conv1': five,
      'synthesis/conv2': five,
      'synthesis/conv3': five,
      'synthesis/conv4': [5, 5, 3, 192],
      'hyper-analysis/conv1': [3, 3, 192, 192],
      'hyper-analysis/conv2': five,
      'hyper-analysis/conv3': five,
      'hyper-synthesis/conv1': five,
      'hyper-synthesis/conv2': five,
      'hyper-synthesis/conv3': [3, 3, 192, 192],
    });
    model.dispose();
  });
  test('wider models have 256 channels; the hyper-latents may have their own number', () => {
    expect(networkSizes({ channels: 192 }, 4 / 3)).toEqual({
      channels: 256,
      latentChannels: 256,
      hyperChannels: 256,
    });
    expect(networkSizes({ channels: 192, latentChannels: 320, hyperChannels: 96 }, 0.5)).toEqual({
      channels: 96,
      latentChannels: 160,
      hyperChannels: 48,
    });
  });
  test('the latents may have their own number of channels', () => {
    const { model, conditioning } = build('none', { channels: 6, latentChannels: 10, hyperChannels: 4 });
    expect(kernelShapes(model)).toMatchObject({
      'analysis/conv4': [5, 5, 6, 10],
      'synthesis/conv1': [5, 5, 6, 10],
      'hyper-analysis/conv1': [3, 3, 10, 4],
      'hyper-synthesis/conv3': [3, 3, 4, 10],
    });
    const { latentLikelihoods, reconstruction } = model.forward(
      { images: photograph(64, 64) },
      context(conditioning),
    );
    expect(latentLikelihoods.shape).toEqual([1, 4, 4, 10]);
    expect(reconstruction.shape).toEqual([1, 64, 64, 3]);
    model.dispose();
  });
});

describe('pictures of any size', () => {
  test('come back at their size; codes are of the padded picture', () => {
    const { model, conditioning } = build();
    const output = model.forward({ images: photograph(70, 100) }, context(conditioning));
    expect(output.reconstruction.shape).toEqual([1, 70, 100, 3]);
    expect(output.latentLikelihoods.shape).toEqual([1, 8, 8, 6]);
    expect(output.hyperLikelihoods.shape).toEqual([1, 2, 2, 4]);
    model.dispose();
  });
  test('are the same within a batch and alone', () => {
    const { model, conditioning } = build('film');
    const both = photograph(64, 128, 2);
    const second = tf.slice(both, [1, 0, 0, 0], [1, -1, -1, -1]) as tf.Tensor4D;
    const inBatch = model.forward({ images: both }, context(conditioning, [-6, -2])).reconstruction;
    const found = model.forward({ images: second }, context(conditioning, [-2])).reconstruction;
    const expected = tf.slice(inBatch, [1, 0, 0, 0], [1, -1, -1, -1]);
    expect(tf.max(tf.abs(tf.sub(found, expected))).dataSync()[0]).toBeLessThan(1e-4);
    model.dispose();
  });
});

describe('codes', () => {
  test('are integers in evaluation, which needs no noise; in training the noise is within a half', () => {
    const { model, conditioning } = build();
    const images = photograph(64, 64);
    const evaluated = [0, 1].map((seed) =>
      model.forward({ images }, { ...context(conditioning), noise: createNoiseSource(seed, 'evaluate', 0) }),
    );
    const values = evaluated.map(({ reconstruction }) => [...reconstruction.dataSync()]);
    expect(values[0]).toEqual(values[1]);
    const y = model.analysis(images, context(conditioning));
    const fromIntegers = model.synthesis(tf.round(y), context(conditioning));
    expect([...fromIntegers.dataSync()]).toEqual(values[0]);
    const trained = model.forward({ images }, context(conditioning, [-6], 'train'));
    expect([...trained.reconstruction.dataSync()]).not.toEqual(values[0]);
    model.dispose();
  });
  test('standard deviations are 0.11 at least', () => {
    const { model, conditioning } = build();
    const z = tf.tensor4d(
      randomStream(0, 'z')
        .normals(16)
        .map((value) => 50 * value),
      [1, 2, 2, 4],
    );
    const scales = model.hyperSynthesis(z, context(conditioning)).dataSync();
    expect(Math.min(...scales)).toBe(Math.fround(0.11));
    expect(Math.max(...scales)).toBeGreaterThan(1);
    model.dispose();
  });
});

describe('where lambda comes in', () => {
  test('FiLM modulates every convolution of all four networks', () => {
    const { model, conditioning } = build('film');
    const sites = conditioning.modulatedSites();
    expect(sites.map(({ name }) => name).sort()).toEqual(Object.keys(kernelShapes(model)).sort());
    const channels = Object.fromEntries(sites.map(({ name, channels }) => [name, channels]));
    expect(channels).toMatchObject({
      'analysis/conv1': 6,
      'synthesis/conv4': 3,
      'hyper-analysis/conv3': 4,
      'hyper-synthesis/conv3': 6,
    });
    model.dispose();
  });
  const inputs = (kind: Kind) => {
    const shapes = kernelShapes(build(kind).model);
    return Object.entries(shapes).flatMap(([name, shape]) => {
      const isTransposed = /^synthesis|hyper-synthesis.conv[12]/.test(name);
      const usual = name === 'analysis/conv1' ? 3 : /^hyper.*[23]$|^hyper-synthesis/.test(name) ? 4 : 6;
      return shape[isTransposed ? 3 : 2] === usual + 1 ? [name] : [];
    });
  };
  test('concat adds a plane to the input of every convolution', () => {
    expect(inputs('concat')).toHaveLength(14);
  });
  test('input adds one to the image and to the layer that makes the picture', () => {
    expect(inputs('input')).toEqual(['analysis/conv1', 'synthesis/conv4']);
  });
  test.each(['film', 'concat', 'input'] as const)('with %s pictures and codes react to it', (kind) => {
    const { model, conditioning } = build(kind);
    const images = tf.tile(photograph(64, 64), [2, 1, 1, 1]) as tf.Tensor4D;
    const { reconstruction, latentLikelihoods } = model.forward({ images }, context(conditioning, [-6, -2]));
    for (const tensor of [reconstruction, latentLikelihoods]) {
      const [first, second] = tf.split(tensor, 2).map((half) => [...half.dataSync()]);
      expect(first).not.toEqual(second);
    }
    model.dispose();
  });
});

describe('before its first step', () => {
  /** Bands of light of several widths and directions, and colours: of low frequencies, as photographs are. */
  const smooth = (side: number): tf.Tensor4D => {
    const at = (row: number, column: number, channel: number) =>
      0.5 + 0.25 * Math.sin((row + 2 * column) / 20 + channel) + 0.2 * Math.cos((row - column) / 9);
    const values = Array.from({ length: side * side * 3 }, (_, i) =>
      at(Math.floor(i / 3 / side), Math.floor(i / 3) % side, i % 3),
    );
    return tf.tensor4d(values, [1, side, side, 3]);
  };
  test.each(['none', 'film', 'concat', 'input'] as const)(
    'a model (%s) is a coarse transform coder already',
    (kind) => {
      const { defaults } = compressionSpec.datasets[0] ?? {};
      const sizes = { channels: 48, latentChannels: 192, hyperChannels: 32 };
      const { model, conditioning } = build(kind, sizes, defaults?.filmStrength);
      const images = smooth(64);
      const { reconstruction } = model.forward({ images }, context(conditioning));
      const [greyError, ownError] = [tf.fill(images.shape, 0.5) as tf.Tensor4D, reconstruction].map(
        (pictures) => tf.mean(distortion(pictures, images)).dataSync()[0] as number,
      ) as [number, number];
      expect(ownError).toBeLessThan(0.5 * greyError);
      model.dispose();
    },
  );
});
