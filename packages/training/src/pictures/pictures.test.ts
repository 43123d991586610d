/** Sheets of pictures: which lambdas and examples they show, how tiles are laid out, and when they are made. */
import { AppError } from '@yoto/core';
import { tf } from '@yoto/engine';
import { describe, expect, test } from 'vitest';
import type { Batches, PictureSet, Task } from '../task.ts';
import { shrinkJob, shrinkTask } from '../testing/shrink-task.ts';
import { trainRecorded } from '../testing/train-recorded.ts';
import { useEngine } from '../testing/use-engine.ts';
import { firstExamples } from './first-examples.ts';
import { pictureSheet } from './picture-sheet.ts';
import { shownLambdas } from './shown-lambdas.ts';

useEngine();

describe('what is shown', () => {
  const shownOf = (count: number) => {
    const lambdas = Array.from({ length: count }, (_, i) => ({ size: i }));
    return shownLambdas({ evaluation: { lambdas } }).map(({ size }) => size);
  };
  test('all lambdas up to eight, then eight at even distances with both ends', () => {
    expect(shownOf(1)).toEqual([0]);
    expect(shownOf(8)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(shownOf(15)).toEqual([0, 2, 4, 6, 8, 10, 12, 14]);
    expect(shownOf(11)).toEqual([0, 1, 3, 4, 6, 7, 9, 10]);
  });
  test('of two weights, lambdas that are far from each other and not neighbours in the list', () => {
    const sides = [1, 4, 16, 64];
    const lambdas = sides.flatMap((size) => sides.map((rate) => ({ size, rate })));
    const shown = shownLambdas({ evaluation: { lambdas } }, 4);
    expect(shown).toEqual([1, 64].flatMap((size) => [1, 64].map((rate) => ({ size, rate }))));
    expect(shownLambdas({ evaluation: { lambdas } })).toEqual(lambdas);
    const more = sides.flatMap((size) => Array.from({ length: 7 }, (_, rate) => ({ size, rate })));
    expect(shownLambdas({ evaluation: { lambdas: more } })).toHaveLength(24);
  });

  const batchesOf = (...sizes: [number, number][]): Batches => ({
    count: sizes.length,
    at: async (index) => {
      const [examples, width] = sizes[index] as [number, number];
      const data = Float32Array.from({ length: examples * width }, (_, i) => 100 * index + i);
      return { x: { shape: [examples, width], data } };
    },
  });
  test('the first examples, across batches', async () => {
    const { x } = await firstExamples(batchesOf([2, 2], [2, 2], [2, 2]), 3);
    expect(x).toEqual({ shape: [3, 2], data: Float32Array.of(0, 1, 2, 3, 100, 101) });
  });
  test('fewer where there are fewer, or where the next are of another shape', async () => {
    expect((await firstExamples(batchesOf([2, 2], [1, 2]), 8)).x?.shape).toEqual([3, 2]);
    expect((await firstExamples(batchesOf([1, 2], [1, 3]), 8)).x?.shape).toEqual([1, 2]);
  });
});

test('tiles lie in rows with a white gap, and are rounded to 8 bits', () => {
  const values = [0, 0.5, 1, 0.25, 0.1, 0.2];
  const sheet = pictureSheet({
    name: 's',
    label: 'S',
    lambda: null,
    columns: 2,
    shape: [3, 1, 2, 1],
    values,
  });
  expect(sheet).toMatchObject({
    width: 5,
    height: 3,
    columns: 2,
    count: 3,
    tileWidth: 2,
    tileHeight: 1,
    gap: 1,
  });
  expect([...sheet.pixels]).toEqual([
    ...[0, 128, 255, 255, 64],
    ...[255, 255, 255, 255, 255],
    ...[26, 51, 255, 255, 255],
  ]);
});

describe('a job', () => {
  const spec = shrinkJob({ steps: 12, checkpoint: { everySteps: 5 } });

  test('shows its pictures once it is complete, with the same bytes after a resume', async () => {
    const whole = await trainRecorded(spec);
    expect(whole.pictures.map(({ name }) => name)).toEqual(['x', ...spec.evaluation.lambdas.map(() => 'y')]);
    expect(whole.pictures[0]).toMatchObject({ columns: 3, count: 8, channels: 1 });
    for (const { step, bytes } of whole.checkpoints) {
      const resumed = await trainRecorded(spec, { resumeFrom: bytes });
      expect(resumed.pictures, `from step ${step}`).toEqual(whole.pictures);
    }
  });

  test('that was stopped shows none', async () => {
    const stopped = await trainRecorded(spec, { signal: { stop: 'checkpoint' } });
    expect([stopped.result.status, stopped.pictures]).toEqual(['stopped', []]);
  });

  /** The task with other pictures. */
  const showing = (pictures: () => PictureSet[]): Task<tf.Tensor2D> => ({
    ...shrinkTask,
    setup: async (context) => ({ ...(await shrinkTask.setup(context)), pictures }),
  });
  const set = (over: Partial<PictureSet>): PictureSet => ({
    name: 'a',
    label: 'A',
    lambda: null,
    images: tf.zeros([1, 1, 1, 1]),
    ...over,
  });
  test.each([
    [
      'throws',
      () => {
        throw new Error('no paint');
      },
      /no paint/,
    ],
    ['has bad names', () => [set({ name: '../a' })], /lower-case letters/],
    ['has two channels', () => [set({ images: tf.zeros([1, 1, 1, 2]) })], /\[1,1,1,2\]/],
    ['has no tiles in a row', () => [set({ columns: 0 })], /0 tiles in a row/],
    ['shows a thing twice', () => [set({}), set({})], /twice/],
    ['is out of range', () => [set({ images: tf.fill([1, 1, 1, 1], 1.5) })], /outside \[0, 1\]/],
    ['is no number', () => [set({ images: tf.fill([1, 1, 1, 1], Number.NaN) })], /outside \[0, 1\]/],
  ] as [string, () => PictureSet[], RegExp][])(
    'whose task %s is complete without',
    async (_what, pictures, why) => {
      const before = tf.memory().numTensors;
      const failures: AppError[] = [];
      const { result, pictures: shown } = await trainRecorded(spec, {
        task: showing(pictures),
        report: { picturesFailed: (error) => void failures.push(error) },
      });
      expect([result.status, result.step, shown]).toEqual(['completed', spec.steps, []]);
      expect(failures).toEqual([
        expect.objectContaining({ code: 'internal', message: expect.stringMatching(why) }),
      ]);
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  test('fails with the error of whoever takes the pictures', async () => {
    const full = new AppError('disk_full', 'no room');
    const report = { pictures: () => Promise.reject(full) };
    await expect(trainRecorded(spec, { report })).rejects.toBe(full);
  });
});
