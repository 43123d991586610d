/** Real photographs (YOTO_TEST_DATA) through a model whose latents are as wide as its densities, as training makes them. */
import { openDataset } from '@yoto/datasets';
import { openEngine } from '@yoto/engine';
import { type CheckpointState, decodeCheckpoint, encodeCheckpoint } from '@yoto/training';
import { expect, test } from 'vitest';
import { type ImageCodec, openCodec } from './open-codec.ts';
import type { RgbPicture } from './rgb-picture.ts';
import { untrainedCheckpoint } from './untrained-checkpoint.ts';

const dataDir = process.env.YOTO_TEST_DATA;
/** All that there are with YOTO_TEST_FULL=1. */
const PICTURES = process.env.YOTO_TEST_FULL === '1' ? Number.POSITIVE_INFINITY : 2;
const LAMBDA = 0.02;
/** An untrained model's densities are some 3 (latents) and 10 (hyper-latents) wide. */
const WIDEST = { 'analysis/conv4': 10, 'hyper-analysis/conv3': 30 };
/** How much the scales of latents depend on hyper-latents that were never told what to say. */
const INFLUENCE = 0.2;

const codecOf = (state: CheckpointState): ImageCodec =>
  openCodec(encodeCheckpoint(state), { modelId: 'kodak', fingerprint: '0'.repeat(64) });

/** The model with the kernel of one convolution so many times as large. */
function scaled(state: CheckpointState, name: string, factor: number): CheckpointState {
  const { shape, values } = state.weights.get(`${name}/kernel`) as { shape: number[]; values: Float32Array };
  const kernel = { shape, values: values.map((value) => factor * value) };
  return { ...state, weights: new Map([...state.weights, [`${name}/kernel`, kernel]]) };
}

const widest = (values: Int32Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);

/** An untrained model, adapted to the picture. */
async function adaptedModel(picture: RgbPicture): Promise<CheckpointState> {
  const group = { name: 'yoto', kind: 'yoto' } as const;
  const untrained = decodeCheckpoint(await untrainedCheckpoint({ channels: 24, hyperChannels: 8 }, group));
  let state = scaled(untrained, 'hyper-synthesis/conv3', INFLUENCE);
  for (const [name, most] of Object.entries(WIDEST)) {
    const codec = codecOf(state);
    const { latents } = await codec.compress(picture, LAMBDA);
    codec.dispose();
    const values = name.startsWith('hyper') ? latents.hyperLatents : latents.latents;
    state = scaled(state, name, most / widest(values));
  }
  return state;
}

test('Kodak pictures come back with the same integers, within 1 % of the estimated size', async ({
  skip,
}) => {
  if (!dataDir) return skip('YOTO_TEST_DATA is not set');
  const engine = await openEngine('wasm', { threads: 1 });
  const photographs = await openDataset('images', { folder: 'kodak' }, { dataDir });
  const pictureAt = async (index: number): Promise<RgbPicture> => {
    const { width, height, data } = await photographs.evaluationImage(index);
    return { width, height, data: Uint8Array.from(data, (value) => Math.round(255 * value)) };
  };
  const codec = codecOf(await adaptedModel(await pictureAt(0)));
  for (let index = 0; index < Math.min(PICTURES, photographs.evaluationSize); index++) {
    const { file, bits, estimatedBits, latents } = await codec.compress(await pictureAt(index), LAMBDA);
    expect((await codec.decompress(file)).latents).toEqual(latents);
    expect(latents.latents.filter((value) => value !== 0).length).toBeGreaterThan(1000);
    expect(Math.abs(bits / estimatedBits - 1), `${bits} bits for ${estimatedBits}`).toBeLessThan(0.01);
  }
  codec.dispose();
  await photographs.close();
  await engine.dispose();
}, 600_000);
