import { randomStream } from '@yoto/core';
import { type Engine, openEngine, tf } from '@yoto/engine';
import { type CheckpointState, decodeCheckpoint, encodeCheckpoint } from '@yoto/training';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCodec } from './codec/open-codec.ts';
import { untrainedCheckpoint } from './codec/untrained-checkpoint.ts';
import { fileRate } from './file-rate.ts';
import { openTrainedModel } from './trained-model.ts';

const [WIDTH, HEIGHT] = [100, 70];
const LAMBDA = { distortion: 0.02 };
const TIMEOUT_MS = 120_000;

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine('wasm', { threads: 1 });
}, TIMEOUT_MS);
afterAll(() => engine.dispose());

const noise = (picture: number): Uint8Array =>
  Uint8Array.from(
    randomStream(8, 'picture', picture).uniforms(WIDTH * HEIGHT * 3),
    (value) => (255 * value) / (1 + picture),
  );

/** `file-bpp` of two pictures in one batch. */
async function measured(state: CheckpointState): Promise<readonly number[] | undefined> {
  const trained = openTrainedModel(state);
  const data = Float32Array.from([...noise(0), ...noise(1)], (byte) => byte / 255);
  const images = tf.tensor4d(data, [2, HEIGHT, WIDTH, 3]);
  const metrics = fileRate(state, trained.model.sizes, trained.conditioning);
  const inputs = tf.tidy(() => {
    const context = { ...trained.at(LAMBDA, 2), mode: 'evaluate', noise: undefined as never } as const;
    return metrics.inputs(trained.model.forward({ images }, context));
  });
  const onHost = (tensor: tf.Tensor) => ({ shape: tensor.shape, data: tensor.dataSync() as Float32Array });
  const found = await metrics.measure(
    Object.fromEntries(Object.entries(inputs).map(([name, one]) => [name, onHost(one)])),
    { images: { shape: images.shape, data } },
    LAMBDA,
  );
  tf.dispose([images, inputs]);
  trained.dispose();
  return found['file-bpp'];
}

test('is the size of the files that the codec writes', { timeout: TIMEOUT_MS }, async () => {
  const params = { channels: 6, hyperChannels: 4 };
  const checkpoint = await untrainedCheckpoint(params, { name: 'yoto', kind: 'yoto' });
  const state = decodeCheckpoint(checkpoint);
  const rates = await measured(state);
  const codec = openCodec(encodeCheckpoint(state), {
    ...{ modelId: '01a219ae-5e8b-70cd-87d5-9962f43c2427', fingerprint: 'ab'.repeat(32) },
  });
  for (const picture of [0, 1]) {
    const { bits } = await codec.compress(
      { width: WIDTH, height: HEIGHT, data: noise(picture) },
      LAMBDA.distortion,
    );
    expect(rates?.[picture]).toBe(bits / WIDTH / HEIGHT);
  }
  expect(rates?.[0]).not.toBe(rates?.[1]);
  codec.dispose();
});

test('there is none of latents that are no numbers', { timeout: TIMEOUT_MS }, async () => {
  const params = { channels: 6, hyperChannels: 4 };
  const state = decodeCheckpoint(await untrainedCheckpoint(params, { name: 'yoto', kind: 'yoto' }));
  const name = 'analysis/conv1/kernel';
  const kernel = state.weights.get(name);
  if (!kernel) expect.fail(`there is no ${name}`);
  const huge = { ...kernel, values: kernel.values.map(() => 1e30) };
  expect(await measured({ ...state, weights: new Map([...state.weights, [name, huge]]) })).toEqual([
    NaN,
    NaN,
  ]);
});
