import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openPatterns } from './open-patterns.ts';

const SIZE = 32;
const open = (kind: 'content' | 'style', seed = 0) => openPatterns({ kind, size: SIZE, seed });
const draws = (step: number) => ({ seed: step, stream: 'augmentation', step });
const at = (values: Float32Array, row: number) =>
  values.subarray(row * SIZE * SIZE * 3, (row + 1) * SIZE * SIZE * 3);

describe.each(['content', 'style'] as const)('%s', (kind) => {
  test('a picture is a function of its index and the seed', async () => {
    const batch = await open(kind).train([3, 11, 3], draws(1));
    expect(batch).toHaveLength(3 * SIZE * SIZE * 3);
    expect(batch.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(at(batch, 2)).toEqual(at(batch, 0));
    expect(at(batch, 1)).not.toEqual(at(batch, 0));
    expect(await open(kind).train([11], draws(2))).toEqual(at(batch, 1));
    expect(await open(kind, 1).train([11], draws(1))).not.toEqual(at(batch, 1));
  });
  test('indices outside are refused', async () => {
    const dataset = open(kind);
    await expect(dataset.train([dataset.trainSize], draws(1))).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await expect(dataset.evaluation([-1])).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

test('scenes that are held out are never trained on, textures are the same', async () => {
  const [scenes, textures] = [open('content'), open('style')];
  expect(await scenes.evaluation([0])).not.toEqual(await scenes.train([0], draws(1)));
  expect(await textures.evaluation([0])).toEqual(await textures.train([0], draws(1)));
  expect((await textures.evaluationImage(2)).name).toBe('checks');
  expect(textures.description).toContain('stained glass');
});

test('another pixel wants another version of the generator', async () => {
  const hash = createHash('sha256');
  const scenes = await open('content').evaluation(Array.from({ length: 24 }, (_, index) => index));
  const textures = await open('style').evaluation(Array.from({ length: 14 }, (_, index) => index));
  for (const values of [scenes, textures])
    hash.update(Uint8Array.from(values, (value) => Math.round(value * 255)));
  expect(open('style').source).toMatchObject({ version: 1 });
  expect(hash.digest('hex').slice(0, 16)).toBe('2ef55637da13bd29');
});

test('parameters that make no picture are refused', () => {
  expect(() => openPatterns({ kind: 'photo' })).toThrowError(/kind/);
  expect(() => openPatterns({ kind: 'style', size: 8 })).toThrowError(/size/);
});
