/** The part of the contract suite that is about mixing the outputs of two models; skipped for tasks that do not. */
import { tf } from '@yoto/engine';
import { expect, type TestContext, test } from 'vitest';
import { decodeCheckpoint } from '../checkpoint/checkpoint.ts';
import { mixOutputs } from '../interpolation/mix-models.ts';
import { loadSourceWeights } from '../interpolation/source-weights.ts';
import { constantLambdaBatch, lambdaColumns } from '../lambda/lambda-batch.ts';
import { declaredValues } from '../loss/declared-values.ts';
import { engineMetrics } from '../loss/evaluated-names.ts';
import { makePictures, type PictureSubject } from '../pictures/make-pictures.ts';
import { batchExamples, uploadBatch } from '../train/batch-tensors.ts';
import { modelOutput } from '../train/model-output.ts';
import { type Session, saveSession } from '../train/session.ts';
import { trainStep } from '../train/train-step.ts';
import type { Subject } from './contract-subject.ts';

export function describeInterpolation({ task, fixedJob, withSession, look }: Subject): void {
  /** Loss terms and metrics of the mixture of two models, the second from another seed and after a step. */
  const mixtures = async (shares: readonly number[], { skip }: TestContext): Promise<number[][]> => {
    const least = await look(fixedJob);
    if (!least.run.interpolate) skip('the task does not mix outputs');
    return withSession({ ...fixedJob, seed: fixedJob.seed + 1 }, async (greatest) => {
      await trainStep(greatest, await greatest.run.data.train.at(0));
      const before = tf.memory().numTensors;
      const values = await mixedValues([least, greatest], shares);
      expect(tf.memory().numTensors).toBe(before);
      return values;
    });
  };

  test('mixes outputs if and only if its spec says so', async () => {
    const { run } = await look(fixedJob);
    expect(run.interpolate !== undefined).toBe(task.spec.interpolates === true);
  });
  test('a mixture has finite values, near an end those of the end, between them others', async (context) => {
    const [least, nearLeast, middle, nearGreatest, greatest] = (await mixtures(
      [0, 1e-6, 0.5, 1 - 1e-6, 1],
      context,
    )) as [number[], number[], number[], number[], number[]];
    expect(middle.every(Number.isFinite)).toBe(true);
    for (const [values, end] of [[nearLeast, least] as const, [nearGreatest, greatest] as const]) {
      for (const [index, value] of values.entries()) {
        const expected = end[index] as number;
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-2 + 1e-3 * Math.abs(expected));
      }
    }
    expect(middle).not.toEqual(least);
    expect(middle).not.toEqual(greatest);
  });
  test('pictures of a mixture are the models’ own at the ends, and others between them', async (context) => {
    await withSession(fixedJob, async (session) => {
      const { interpolate, pictures } = session.run;
      if (!interpolate || !pictures) context.skip('the task does not mix outputs, or has no pictures');
      const own = [await shownPixels(session)];
      const first = decodeCheckpoint(await saveSession(session));
      for (let step = 0; step < 5; step++) await trainStep(session, await session.run.data.train.at(step));
      own.push(await shownPixels(session));
      const second = decodeCheckpoint(await saveSession(session));
      const weights = loadSourceWeights({ least: first, greatest: second }, session.variables);
      const [lambda = {}] = fixedJob.evaluation.lambdas;
      const mixed = (share: number) => {
        const range = { least: lambda, greatest: lambda, shareOf: () => share };
        return shownPixels({ ...session, atLambda: mixOutputs(range, weights) });
      };
      expect([await mixed(0), await mixed(1)]).toEqual(own);
      const middle = await mixed(0.5);
      weights.dispose();
      for (const [index, pixels] of middle.entries()) {
        for (const end of own) expect(end[index] === pixels).toBe(false);
      }
    });
  });
}

/** The sheets that depend on lambda, as text: comparing pixel by pixel takes seconds. */
async function shownPixels(subject: PictureSubject): Promise<string[]> {
  const sheets = (await makePictures(subject)).filter(({ lambda }) => lambda !== null);
  return sheets.map(({ pixels }) => Buffer.from(pixels.buffer).toString('base64'));
}

/** One row per share: all values of the first evaluation batch, where 0 and 1 are the models themselves. */
async function mixedValues(
  [least, greatest]: readonly [Session, Session],
  shares: readonly number[],
): Promise<number[][]> {
  const { run, task, spec, lambdaNames } = least;
  const hostBatch = await run.data.evaluation.at(0);
  const size = batchExamples(hostBatch);
  return tf.tidy(() => {
    const place = { batch: uploadBatch(hostBatch), index: 0, size, lambda: spec.evaluation.lambdas[0] ?? {} };
    const lambda = lambdaColumns(constantLambdaBatch(place.lambda, lambdaNames, size));
    const [first, second] = [modelOutput(least, place), modelOutput(greatest, place)];
    return shares.map((share) => {
      const mixed = share === 0 ? first : share === 1 ? second : run.interpolate?.(first, second, share);
      const terms = run.lossTerms(mixed, place.batch, lambda);
      const losses = declaredValues(terms, task.spec.lossTerms, 'losses', size);
      const metrics = declaredValues(
        run.metrics(mixed, place.batch),
        engineMetrics(task.spec),
        'metrics',
        size,
      );
      return [...losses, ...metrics].flatMap((values) => [...values.dataSync()]);
    });
  });
}
