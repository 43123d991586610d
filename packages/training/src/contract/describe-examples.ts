/** The part of the contract suite that is about single examples: their names, values and pictures. */
import { numberOf } from '@yoto/core';
import { tf } from '@yoto/engine';
import { expect, test } from 'vitest';
import { type ExamplePicture, MOST_PICTURED_LAMBDAS } from '../examples/example-picture.ts';
import { type ExampleValues, recordExamples } from '../examples/record-examples.ts';
import { shownLambdas } from '../pictures/shown-lambdas.ts';
import type { HostPicture } from '../task.ts';
import { batchExamples } from '../train/batch-tensors.ts';
import { evaluate } from '../train/evaluate.ts';
import { measureOnHost } from '../train/measure-on-host.ts';
import { type EvaluationPlace, modelOutput } from '../train/model-output.ts';
import type { Session } from '../train/session.ts';
import type { Subject } from './contract-subject.ts';

export function describeExamples({ task, yotoJob, fixedJob, look }: Subject): void {
  let recorded: ReturnType<typeof evaluateRecorded> | undefined;
  /** One evaluation of the YOTO job for all tests. */
  const evaluated = async () => {
    const session = await look(yotoJob);
    recorded ??= evaluateRecorded(session);
    return recorded;
  };

  test('the examples of an evaluation batch have a name each, where they have names', async ({ skip }) => {
    const { evaluation } = (await look(fixedJob)).run.data;
    if (!evaluation.names) skip('the examples have no names');
    const names = await evaluation.names?.(0);
    expect(names).toHaveLength(batchExamples(await evaluation.at(0)));
    expect(names?.every((name) => name.length > 0)).toBe(true);
  });

  test('the means of an evaluation are those of its examples', async () => {
    const { points, examples } = await evaluated();
    expect(examples?.evaluated).toBe(points?.[0]?.examples);
    for (const [row, { at, values }] of (examples?.points ?? []).entries()) {
      const point = points?.[row];
      expect(at).toEqual({ lambda: point?.lambda });
      for (const [name, own] of Object.entries(values)) {
        const mean = own.reduce<number>((sum, value) => sum + (value ?? Number.NaN), 0) / own.length;
        const told = numberOf({ ...point?.losses, ...point?.metrics }[name] ?? null);
        expect(mean / told, name).toBeCloseTo(1, 4);
      }
    }
  });

  test('pictures of examples are there for the original and the lambdas shown, alike in size', async ({
    skip,
  }) => {
    const { run } = await look(yotoJob);
    if (!run.examplePictures) skip('the task has no pictures of its examples');
    const { pictures, failures } = await evaluated();
    expect(failures).toEqual([]);
    const first = pictures.filter(({ example }) => example === 0);
    expect(first.map(({ at }) => at)).toEqual([
      null,
      ...shownLambdas(yotoJob, MOST_PICTURED_LAMBDAS).map((lambda) => ({ lambda })),
    ]);
    expect(new Set(first.map(sizeText)).size).toBe(1);
  });

  test('codecs show what they made of an example, where the task has pictures of them', async ({ skip }) => {
    const [codec] = task.spec.codecs ?? [];
    const { run } = await look(fixedJob);
    if (!codec || !run.examplePictures) skip('the task has no such pictures');
    const shown: HostPicture[] = [];
    await run.evaluateCodec?.({
      id: codec?.id ?? '',
      setting: codec?.setting.defaults[0] ?? Number.NaN,
      show: async (_example, picture) => void shown.push(picture),
    });
    expect(shown.length).toBeGreaterThan(0);
    for (const { height, width, channels, pixels } of shown)
      expect(pixels).toHaveLength(height * width * channels);
  });
}

const sizeText = ({ wholeHeight, wholeWidth, channels }: ExamplePicture) =>
  `${wholeWidth} x ${wholeHeight} x ${channels}`;

async function evaluateRecorded(session: Session) {
  const pictures: ExamplePicture[] = [];
  const failures: Error[] = [];
  let examples: ExampleValues | undefined;
  const recorder = recordExamples(session, {
    examplePicture: (picture) => void pictures.push(picture),
    examples: (values) => {
      examples = values;
    },
    picturesFailed: (error) => void failures.push(error),
  });
  const before = tf.memory().numTensors;
  const subject = { ...session, outputAt: (place: EvaluationPlace) => modelOutput(session, place) };
  const host = await measureOnHost(session);
  const points = await evaluate(subject, { isStopped: () => false, recorder, host });
  await recorder?.report();
  expect(tf.memory().numTensors).toBe(before);
  return { points, examples, pictures, failures };
}
