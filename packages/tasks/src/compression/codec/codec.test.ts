import { randomUUID } from 'node:crypto';
import { type AppError, type EngineName, randomStream, type SweepSpecInput } from '@yoto/core';
import { type Engine, openEngine, tf } from '@yoto/engine';
import { enginesHere, nativeDir } from '@yoto/testkit/engines-here';
import { decodeCheckpoint, encodeCheckpoint } from '@yoto/training';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTrainedModel } from '../trained-model.ts';
import { compressToSize } from './compress-to-size.ts';
import { type ImageCodec, openCodec } from './open-codec.ts';
import type { RgbPicture } from './rgb-picture.ts';
import { untrainedCheckpoint } from './untrained-checkpoint.ts';

const PARAMS = { channels: 6, hyperChannels: 4 };
type Group = SweepSpecInput['groups'][number];
type YotoGroup = Extract<Group, { kind: 'yoto' }>;
const conditioned = (conditioning: NonNullable<YotoGroup['conditioning']>): Group => ({
  ...{ name: 'yoto', kind: 'yoto', conditioning },
});
const FIXED: Group = { name: 'fixed', kind: 'fixed', lambdas: { distortion: [0.02] } };
const MODELS: [string, Group][] = [
  ['FiLM', conditioned('film')],
  ['FiLM of centred logarithms', conditioned({ kind: 'film', preprocess: 'centred-log' } as never)],
  ['FiLM of raw weights', conditioned({ kind: 'film', preprocess: 'raw' } as never)],
  ['concat', conditioned('concat')],
  ['input', conditioned('input')],
  ['a fixed weight', FIXED],
];
const IDENTITY = { modelId: randomUUID(), fingerprint: 'ab'.repeat(32) };
const LAMBDA = 0.02;
const TIMEOUT_MS = 120_000;

/** Waves and noise, the same for the same size. */
function picture(width: number, height: number): RgbPicture {
  const random = randomStream(width, 'picture', height);
  const data = Uint8Array.from({ length: width * height * 3 }, (_, index) => {
    const [row, column] = [Math.floor(index / 3 / width), Math.floor(index / 3) % width];
    return 128 + 60 * Math.sin(0.11 * row + 0.07 * column + (index % 3)) + 40 * (random.uniform() - 0.5);
  });
  return { width, height, data };
}
async function withCodec<T>(checkpoint: Uint8Array, use: (codec: ImageCodec) => Promise<T>): Promise<T> {
  const codec = openCodec(checkpoint, IDENTITY);
  try {
    return await use(codec);
  } finally {
    codec.dispose();
  }
}
const failure = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => expect.fail('it did not fail'),
    (error) => error,
  );

describe('on wasm', { timeout: TIMEOUT_MS }, () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openEngine('wasm', { threads: 1 });
  }, TIMEOUT_MS);
  afterAll(() => engine.dispose());

  test.each(MODELS)(
    'with %s, a file gives back the integers and the reconstruction of its encoder',
    async (_, group) => {
      const checkpoint = await untrainedCheckpoint(PARAMS, group);
      const tensors = tf.memory().numTensors;
      await withCodec(checkpoint, async (codec) => {
        for (const [width, height] of [
          [1, 1],
          [65, 63],
          [200, 120],
        ] as const) {
          const original = picture(width, height);
          const { file, latents } = await codec.compress(original, LAMBDA);
          const decoded = await codec.decompress(file);
          expect(decoded.latents).toEqual(latents);
          expect(decoded.picture.data).toEqual(ownReconstruction(checkpoint, original));
          expect(latents.latents.some((value) => Math.abs(value) > 1)).toBe(true);
        }
      });
      expect(tf.memory().numTensors).toBe(tensors);
    },
  );

  test('the exact networks compute what the engine computes', async () => {
    for (const [, group] of MODELS) {
      const checkpoint = await untrainedCheckpoint(PARAMS, group);
      const original = picture(200, 120);
      await withCodec(checkpoint, async (codec) => {
        const { estimatedBits, headerBits } = await codec.compress(original, LAMBDA);
        const ofStreams = estimatedBits - headerBits;
        expect(Math.abs(ofStreams / ownBits(checkpoint, original) - 1)).toBeLessThan(1e-5);
      });
    }
  });

  test('a file names its model: others, damaged and cut files are refused', async () => {
    const checkpoint = await untrainedCheckpoint(PARAMS, conditioned('film'));
    const { file } = await withCodec(checkpoint, (codec) => codec.compress(picture(40, 50), LAMBDA));
    const other = openCodec(checkpoint, { ...IDENTITY, fingerprint: 'cd'.repeat(32) });
    const refusal = await failure(other.decompress(file));
    expect(refusal).toMatchObject({ code: 'bitstream_invalid', details: { reason: 'wrong_model' } });
    expect(refusal.message).toContain(IDENTITY.modelId);
    other.dispose();
    await withCodec(checkpoint, async (codec) => {
      for (let position = 0; position < file.length; position += 7) {
        const changed = file.with(position, (file[position] as number) ^ 0x10);
        await expect(codec.decompress(changed)).rejects.toMatchObject({ code: 'bitstream_invalid' });
        await expect(codec.decompress(file.subarray(0, position))).rejects.toMatchObject({
          code: 'bitstream_invalid',
        });
      }
    });
  });

  test('what a model cannot do is said', async () => {
    const fixed = openCodec(await untrainedCheckpoint(PARAMS, FIXED), IDENTITY);
    const yoto = openCodec(await untrainedCheckpoint(PARAMS, conditioned('film')), IDENTITY);
    const small = picture(16, 16);
    expect((await failure(fixed.compress(small, 0.03))).message).toMatch(
      /one weight, distortion = 0.02, not 0.03/,
    );
    expect((await failure(compressToSize(fixed, small, 1))).message).toMatch(/one weight/);
    expect((await failure(yoto.compress(small, 0.3))).message).toMatch(
      /from 0.0012 to 0.26 of distortion; 0.3/,
    );
    expect((await fixed.compress(small, 0.020001)).lambda).toBe(0.02);
    const wrong = { ...small, data: small.data.subarray(1) };
    expect(await failure(yoto.compress(wrong, LAMBDA))).toMatchObject({ code: 'invalid_input' });
    const huge = { width: 60_000, height: 60_000, data: { length: 60_000 ** 2 * 3 } as Uint8Array };
    expect((await failure(yoto.compress(huge, LAMBDA))).message).toMatch(/3\.60e\+3 megapixels.*6 channels/);
    fixed.dispose();
    yoto.dispose();
  });

  test('models that diverged, and those of other tasks, are refused', async () => {
    const state = decodeCheckpoint(await untrainedCheckpoint(PARAMS, FIXED));
    const [name, tensor] = [...state.weights][0] as [string, { shape: number[]; values: Float32Array }];
    const broken = { ...tensor, values: tensor.values.with(0, Number.NaN) };
    const weights = new Map([...state.weights, [name, broken]]);
    const tensors = tf.memory().numTensors;
    expect(() => openCodec(encodeCheckpoint({ ...state, weights }), IDENTITY)).toThrow(
      expect.objectContaining({ code: 'diverged' }),
    );
    const task = { id: 'beta-vae', params: {} };
    const other = encodeCheckpoint({ ...state, spec: { ...state.spec, task } });
    expect(() => openCodec(other, IDENTITY)).toThrow(/beta-vae/);
    expect(tf.memory().numTensors).toBe(tensors);
  });
});

test(
  'whatever engine reads a file, it finds the integers that were written',
  async () => {
    // Probing takes seconds: only where there may be other engines than wasm.
    const engines = process.env.YOTO_TEST_ENGINES ? await enginesHere() : (['wasm'] as const);
    const places = [...engines, 'cpu'] as const;
    const checkpoint = await at('wasm', () => untrainedCheckpoint(PARAMS, conditioned('film')));
    const original = picture(130, 70);
    for (const writer of places) {
      const written = await at(writer, () =>
        withCodec(checkpoint, (codec) => codec.compress(original, LAMBDA)),
      );
      for (const reader of places) {
        const read = await at(reader, () => withCodec(checkpoint, (codec) => codec.decompress(written.file)));
        expect(read.latents, `written on ${writer}, read on ${reader}`).toEqual(written.latents);
      }
    }
  },
  TIMEOUT_MS,
);

/** `cpu` is the backend in plain JavaScript, which tfjs brings and no worker uses. */
async function at<T>(name: EngineName | 'cpu', work: () => Promise<T>): Promise<T> {
  if (name === 'cpu') {
    await tf.setBackend('cpu');
    return work();
  }
  const engine = await openEngine({ name, reason: 'test' }, { threads: 1, nativeDir });
  try {
    return await work();
  } finally {
    await engine.dispose();
  }
}

/** Whatever `model.forward` gives, padded by hand where the model cannot. */
function forward(checkpoint: Uint8Array, { width, height, data }: RgbPicture) {
  const trained = openTrainedModel(decodeCheckpoint(checkpoint));
  const mirrored = (place: number, size: number) =>
    Math.floor(place / size) % 2 === 0 ? place % size : size - 1 - (place % size);
  const [rows, columns] = [Math.ceil(height / 64) * 64, Math.ceil(width / 64) * 64];
  const padded = Array.from({ length: rows * columns * 3 }, (_, index) => {
    const row = mirrored(Math.floor(index / 3 / columns), height);
    const column = mirrored(Math.floor(index / 3) % columns, width);
    return (data[(row * width + column) * 3 + (index % 3)] as number) / 255;
  });
  const output = tf.tidy(() => {
    const noise = { normal: expect.fail, uniform: expect.fail } as never;
    const images = tf.tensor4d(padded, [1, rows, columns, 3]);
    const context = { ...trained.at({ distortion: LAMBDA }, 1), mode: 'evaluate', noise } as const;
    return trained.model.forward({ images }, context) as never;
  }) as ReturnType<typeof trained.model.forward>;
  trained.dispose();
  return output;
}

function ownReconstruction(checkpoint: Uint8Array, original: RgbPicture): Uint8Array {
  const output = forward(checkpoint, original);
  const pixels = tf.tidy(() => {
    const cropped = tf.slice(output.reconstruction, [0, 0, 0, 0], [1, original.height, original.width, 3]);
    return Uint8Array.from(tf.round(tf.mul(tf.clipByValue(cropped, 0, 1), 255)).dataSync());
  });
  tf.dispose(output as never);
  return pixels;
}

function ownBits(checkpoint: Uint8Array, original: RgbPicture): number {
  const output = forward(checkpoint, original);
  const bits = [output.latentLikelihoods, output.hyperLikelihoods]
    .flatMap((part) => [...part.dataSync()])
    .reduce((sum, likelihood) => sum - Math.log2(likelihood), 0);
  tf.dispose(output as never);
  return bits;
}
