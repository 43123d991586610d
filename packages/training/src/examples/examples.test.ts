/** Single examples: which values and pictures a job keeps of them, and when it tells them. */
import { type AppError, placeOf } from '@yoto/core';
import { tf } from '@yoto/engine';
import { describe, expect, test } from 'vitest';
import type { ExamplePictures, Task } from '../task.ts';
import { shrinkJob, shrinkTask } from '../testing/shrink-task.ts';
import { trainRecorded } from '../testing/train-recorded.ts';
import { useEngine } from '../testing/use-engine.ts';
import { downloadPictures, LONGEST_SIDE, middleOf, middles } from './example-picture.ts';

useEngine();

describe('a picture', () => {
  test('that is large is its middle, rounded to 8 bits, on the engine and off it', async () => {
    const [height, width] = [3, LONGEST_SIDE + 5];
    const bytes = Uint8Array.from({ length: height * width }, (_, i) => (7 * i) % 256);
    const values = Float32Array.from(bytes, (byte) => byte / 255);
    const images = tf.tidy(() => middles(tf.tensor4d(values, [1, height, width, 1]), 1));
    const [downloaded] = await downloadPictures(images, { height, width });
    images.dispose();
    expect(downloaded).toMatchObject({ height: 3, width: LONGEST_SIDE, wholeHeight: 3, wholeWidth: width });
    // Two columns are cut off on the left, three on the right.
    expect(downloaded?.pixels[0]).toBe(bytes[2]);
    expect(downloaded?.pixels[LONGEST_SIDE]).toBe(bytes[width + 2]);
    const host = middleOf({ height, width, channels: 1, pixels: bytes });
    expect(Buffer.compare(host.pixels, downloaded?.pixels ?? host.pixels)).toBe(0);
    expect({ ...host, pixels: 0 }).toEqual({ ...downloaded, pixels: 0 });
  });
});

describe('a job', () => {
  const spec = shrinkJob({
    ...{ steps: 12, batchSize: 16, checkpoint: { everySteps: 5 } },
    evaluation: { everySteps: 4, examples: 130 },
  });

  test('tells the values of its first hundred examples with its last evaluation, and their names', async () => {
    const { examples, evaluations } = await trainRecorded(spec);
    expect(examples).toHaveLength(1);
    const [{ evaluated, names, points } = { points: [] }] = examples;
    expect([evaluated, names?.length, names?.[99]]).toEqual([130, 100, '99.vector']);
    const last = evaluations.filter(({ step }) => step === 12);
    expect(points.map(({ at }) => at)).toEqual(last.map(placeOf));
    expect(points.map(({ at }) => at)).toEqual(spec.evaluation.lambdas.map((lambda) => ({ lambda })));
    for (const { values } of points) {
      expect(Object.keys(values)).toEqual(['fit', 'size', 'inputSize']);
      for (const own of Object.values(values)) expect(own).toHaveLength(100);
    }
  });

  test('keeps pictures of four examples: as they are, and as made with each lambda', async () => {
    const { examplePictures } = await trainRecorded(spec);
    const { lambdas } = spec.evaluation;
    expect(examplePictures).toHaveLength(4 * (1 + lambdas.length));
    for (const at of [null, ...lambdas.map((lambda) => ({ lambda }))]) {
      const own = examplePictures.filter((one) => JSON.stringify(one.at) === JSON.stringify(at));
      expect(own.map(({ example }) => example)).toEqual([0, 1, 2, 3]);
    }
    expect(examplePictures[0]).toMatchObject({ height: 1, width: 4, channels: 1, wholeWidth: 4 });
  });

  test('tells the same after a resume, and nothing again after its last checkpoint', async () => {
    const whole = await trainRecorded(spec);
    for (const { step, bytes } of whole.checkpoints) {
      const resumed = await trainRecorded(spec, { resumeFrom: bytes });
      const again = step < 12;
      expect(resumed.examples, `from step ${step}`).toEqual(again ? whole.examples : []);
      expect(resumed.examplePictures).toEqual(again ? whole.examplePictures : []);
    }
  });

  const picturing = (examplePictures: ExamplePictures<tf.Tensor2D>): Task<tf.Tensor2D> => ({
    ...shrinkTask,
    setup: async (context) => ({ ...(await shrinkTask.setup(context)), examplePictures }),
  });
  const black = () => tf.zeros<tf.Rank.R4>([16, 1, 1, 1]);
  test.each<[string, ExamplePictures<tf.Tensor2D>, RegExp]>([
    [
      'throws',
      {
        original: black,
        result: () => {
          throw new Error('no paint');
        },
      },
      /no paint/,
    ],
    [
      'gives two channels',
      { original: black, result: () => tf.zeros([16, 1, 1, 2]) },
      /\[16,1,1,2\]: \[batch, height/,
    ],
    ['is out of range', { original: () => tf.fill([16, 1, 1, 1], 2), result: black }, /outside \[0, 1\]/],
  ])('whose task %s is complete without pictures', async (_what, pictures, why) => {
    const before = tf.memory().numTensors;
    const failures: AppError[] = [];
    const { result, examples } = await trainRecorded(spec, {
      task: picturing(pictures),
      report: { picturesFailed: (error) => void failures.push(error) },
    });
    expect([result.status, examples.length]).toEqual(['completed', 1]);
    expect(failures.map(({ message }) => message)).toEqual([expect.stringMatching(why)]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
