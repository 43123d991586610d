import { describe, expect, test } from 'vitest';
import { shrinkJob } from '../testing/shrink-task.ts';
import { type CheckpointState, decodeCheckpoint, encodeCheckpoint, modelPart } from './checkpoint.ts';
import { decodeSafetensors, encodeSafetensors } from './safetensors.ts';
import { specDifferences } from './spec-differences.ts';

const tensor = (...values: number[]) => ({ shape: [values.length], values: Float32Array.from(values) });
const state: CheckpointState = {
  step: 12,
  evaluatedStep: 10,
  spec: shrinkJob(),
  engine: 'wasm',
  frozen: [{ name: 'vgg19', sha256: 'ab'.repeat(32) }],
  window: { steps: 2, sums: { loss: 0.1 + 0.2 } },
  weights: new Map([
    ['layer/kernel', { shape: [2, 3], values: Float32Array.from([1, -2, 3e-40, 4, Math.fround(0.1), -0]) }],
    ['scalar', { shape: [], values: Float32Array.of(5) }],
  ]),
  firstMoments: new Map([['layer/kernel', tensor(1, 2)]]),
  secondMoments: new Map([['layer/kernel', tensor(3)]]),
  explore: new Map([['style-vector/0/dots', tensor(0.5, 0.25)]]),
};

describe('a checkpoint', () => {
  test('comes back exactly as it was, from any place in a buffer', () => {
    const bytes = encodeCheckpoint(state);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(decodeCheckpoint(bytes)).toEqual(state);
    expect(decodeCheckpoint(shifted.subarray(3))).toEqual(state);
    expect(decodeCheckpoint(Buffer.from(bytes))).toEqual(state);
  });

  test('is a safetensors file whose header says what it is', () => {
    const bytes = encodeCheckpoint(state);
    const headerBytes = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerBytes)));
    expect((8 + headerBytes) % 8).toBe(0);
    expect(header['weights/layer/kernel']).toEqual({ dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] });
    expect(header.__metadata__.format).toBe('yoto-checkpoint');
    expect(JSON.parse(header.__metadata__.spec)).toEqual(state.spec);
  });

  test('its model alone, with what it is explored with, is a checkpoint without the state of the optimiser', () => {
    const part = modelPart(encodeCheckpoint(state));
    expect(decodeCheckpoint(part)).toEqual({ ...state, firstMoments: new Map(), secondMoments: new Map() });
    expect(() => modelPart(part.subarray(0, 40))).toThrow(
      expect.objectContaining({ code: 'checkpoint_corrupt' }),
    );
  });

  test('cut short anywhere, it is refused', () => {
    const bytes = encodeCheckpoint(state);
    for (let length = 0; length < bytes.length; length += 7) {
      expect(() => decodeCheckpoint(bytes.subarray(0, length))).toThrow(
        expect.objectContaining({ code: 'checkpoint_corrupt' }),
      );
    }
  });

  test.each([
    ['bytes too many', (bytes: Uint8Array) => Uint8Array.from([...bytes, 0])],
    ['a header of absurd length', (bytes: Uint8Array) => bytes.with(7, 0x7f)],
    ['a header that is not JSON', (bytes: Uint8Array) => bytes.with(8, 0x21)],
    ['another dtype', (bytes: Uint8Array) => replaceText(bytes, '"F32"', '"I32"')],
    ['a shape that contradicts the size', (bytes: Uint8Array) => replaceText(bytes, '[2,3]', '[2,4]')],
    ['a negative size', (bytes: Uint8Array) => replaceText(bytes, '"shape":[1]', '"shape":-10')],
    ['another format', (bytes: Uint8Array) => replaceText(bytes, 'yoto-checkpoint', 'yoto-something!')],
    ['another version', (bytes: Uint8Array) => replaceText(bytes, '"version":"1"', '"version":"9"')],
    ['a step that is no number', (bytes: Uint8Array) => replaceText(bytes, '\\"step\\":12', '\\"step\\":-1')],
    [
      'frozen weights without a hash',
      (bytes: Uint8Array) => replaceText(bytes, '\\"sha256\\"', '\\"sha512\\"'),
    ],
    ['a spec that is not valid', (bytes: Uint8Array) => replaceText(bytes, '\\"seed\\":0', '\\"seed\\":x')],
  ])('with %s, it is refused', (_what, damage) => {
    expect(() => decodeCheckpoint(damage(encodeCheckpoint(state)))).toThrow(
      expect.objectContaining({ code: 'checkpoint_corrupt' }),
    );
  });

  test('another safetensors file is refused', () => {
    const file = encodeSafetensors({ tensors: new Map([['a', tensor(1)]]), metadata: {} });
    expect(decodeSafetensors(file).tensors.get('a')).toEqual(tensor(1));
    expect(() => decodeCheckpoint(file)).toThrow(/not a checkpoint/);
  });
});

test('specs differ by what they compute, not by the order of keys or by operational settings', () => {
  const { spec } = state;
  const reordered = { ...spec, optimiser: Object.fromEntries(Object.entries(spec.optimiser).reverse()) };
  expect(specDifferences(spec, { ...reordered, priority: 3 } as typeof spec)).toEqual([]);
  expect(specDifferences(spec, { ...spec, seed: 5, learningRate: 1 }).sort()).toEqual([
    'learningRate',
    'seed',
  ]);
});

/** Replaces the first `from` by a text of the same length. */
function replaceText(bytes: Uint8Array, from: string, to: string): Uint8Array {
  expect(to.length).toBe(from.length);
  const at = Buffer.from(bytes).indexOf(from);
  expect(at).toBeGreaterThan(0);
  const changed = bytes.slice();
  changed.set(Buffer.from(to), at);
  return changed;
}
