import type { DataRecord } from '@yoto/core';
import { tf } from '@yoto/engine';
import { beforeAll, describe, expect, test } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint/checkpoint.ts';
import { type FrozenTaskOptions, frozenTask } from '../testing/frozen-task.ts';
import { mixedOf, type Trained, type TrainedEnds, trainEnds } from '../testing/mixed-grid.ts';
import { shrinkJob } from '../testing/shrink-task.ts';
import { trainRecorded } from '../testing/train-recorded.ts';
import { useEngine } from '../testing/use-engine.ts';

useEngine();

const spec = shrinkJob({ steps: 2, evaluation: { examples: 4 } });
const lastCheckpoint = async (task = frozenTask()) =>
  (await trainRecorded(spec, { task })).checkpoints.at(-1)?.bytes as Uint8Array;

describe('frozen weights', () => {
  test.each<[string, FrozenTaskOptions, RegExp]>([
    ['trained', { trains: 'variable' }, /would train frozen weights of "mirror" \(signs\)/],
    ['trained by a copy that shares their values', { trains: 'values' }, /would train frozen weights/],
    ['not identified', { sha256: 'g' }, /"mirror" have no name or no SHA-256/],
    ['without a name', { said: { name: '' } }, /no name/],
  ])('that are %s are refused, and nothing is left behind', async (_what, options, message) => {
    const before = tf.memory().numTensors;
    const refused = { code: 'internal', message: expect.stringMatching(message) };
    await expect(trainRecorded(spec, { task: frozenTask(options) })).rejects.toMatchObject(refused);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('are reported with the data', async () => {
    const told: DataRecord[] = [];
    await trainRecorded(spec, { task: frozenTask(), report: { data: (data) => void told.push(data) } });
    await trainRecorded(spec, { report: { data: (data) => void told.push(data) } });
    expect(told.map(({ frozen }) => frozen)).toEqual([
      [{ name: 'mirror', title: 'A reflection', sha256: 'a'.repeat(64) }],
      [],
    ]);
  });
});

describe('a checkpoint', () => {
  test('repeats who they are, and holds none of them', async () => {
    const { frozen, weights } = decodeCheckpoint(await lastCheckpoint());
    expect(frozen).toEqual([{ name: 'mirror', sha256: 'a'.repeat(64) }]);
    expect([...weights.keys()].filter((name) => name.includes('mirror'))).toEqual([]);
  });

  test('trained with others is refused, with both named', async () => {
    const resumeFrom = await lastCheckpoint();
    const resumed = (sha256: string) => trainRecorded(spec, { task: frozenTask({ sha256 }), resumeFrom });
    expect((await resumed('a')).result.status).toBe('completed');
    const before = tf.memory().numTensors;
    await expect(resumed('b')).rejects.toMatchObject({
      code: 'checkpoint_corrupt',
      message: expect.stringMatching(/frozen weights \(mirror a{12}\) than this worker has \(mirror b{12}\)/),
    });
    await expect(trainRecorded(spec, { resumeFrom })).rejects.toMatchObject({
      message: expect.stringMatching(/\(mirror a{12}\) than this worker has \(none\)/),
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  test('from before checkpoints said so is taken', async () => {
    const state = decodeCheckpoint(await lastCheckpoint());
    const resumeFrom = encodeCheckpoint({ ...state, frozen: undefined });
    expect(decodeCheckpoint(resumeFrom).frozen).toBeUndefined();
    const { result } = await trainRecorded(spec, { task: frozenTask({ sha256: 'b' }), resumeFrom });
    expect(result.status).toBe('completed');
  });
});

describe('two models are mixed only where they, and the run that mixes them, have the same', () => {
  let ends: TrainedEnds;
  beforeAll(async () => {
    ends = await trainEnds();
  });
  const trainedWith = ({ checkpoint }: Trained, sha256: string) =>
    encodeCheckpoint({
      ...decodeCheckpoint(checkpoint),
      frozen: [{ name: 'mirror', sha256: sha256.repeat(64) }],
    });
  const mixed = (least: string, greatest: string) =>
    mixedOf(ends, {
      task: frozenTask(),
      sources: { least: trainedWith(ends.least, least), greatest: trainedWith(ends.greatest, greatest) },
    });

  test('the same', async () => {
    expect((await mixed('a', 'a')).result.status).toBe('completed');
  });
  test.each([
    ['least', 'b', 'a', 'size 0.1'],
    ['greatest', 'a', 'b', 'size 10'],
  ])('the model with the %s weight has others', async (_which, least, greatest, model) => {
    await expect(mixed(least, greatest)).rejects.toMatchObject({
      code: 'checkpoint_corrupt',
      message: expect.stringContaining(
        `The checkpoint of the model for ${model} was trained with other frozen`,
      ),
    });
  });
});
