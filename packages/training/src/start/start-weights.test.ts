import type { TrainedJobSpec } from '@yoto/core';
import { tf } from '@yoto/engine';
import { expect, test } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint } from '../checkpoint/checkpoint.ts';
import { shrinkJob } from '../testing/shrink-task.ts';
import { trainRecorded } from '../testing/train-recorded.ts';
import { useEngine } from '../testing/use-engine.ts';
import type { OpenModel } from '../train/open-model.ts';
import { startWeights } from './start-weights.ts';

useEngine();

const settings = { steps: 40, batchSize: 8, checkpoint: { everySteps: 20 } };
const evaluation = { everySteps: 40, examples: 20 };
const source = shrinkJob({ ...settings, evaluation, lambda: 1 });
const startsFrom = { index: 0, lambda: { size: 1 } };
const finalOf = async (spec: TrainedJobSpec, options = {}) =>
  (await trainRecorded(spec, options)).checkpoints.at(-1)!.bytes;
const layer = (bytes: Uint8Array) => decodeCheckpoint(bytes).weights.get('shrink/layer/kernel')!.values;
/** So small a rate that the first step leaves the weights where they were, to five digits. */
const oneStep = { steps: 1, learningRate: 1e-9 };

test('a fixed and a YOTO job begin with the weights of the model that they start from', async () => {
  const startFrom = await finalOf(source);
  const fixed = shrinkJob({ ...settings, ...oneStep, evaluation, lambda: 5, startsFrom });
  const yoto = shrinkJob({ ...settings, ...oneStep, evaluation, startsFrom });
  const afresh = await finalOf(shrinkJob({ ...settings, ...oneStep, evaluation, lambda: 5 }));
  for (const spec of [fixed, yoto]) {
    const started = await finalOf(spec, { startFrom });
    expect([...layer(started)]).toEqual([...layer(startFrom)].map((value) => expect.closeTo(value, 5)));
    expect(layer(started)).not.toEqual(layer(afresh));
  }
});

test('a job that started from a model is resumed from its own checkpoint, to the same bits', async () => {
  const startFrom = await finalOf(source);
  const spec = shrinkJob({ ...settings, evaluation, lambda: 5, startsFrom });
  const whole = await trainRecorded(spec, { startFrom });
  const resumed = await finalOf(spec, { resumeFrom: whole.checkpoints[0]!.bytes });
  expect(Buffer.compare(resumed, whole.checkpoints.at(-1)!.bytes)).toBe(0);
});

test('another model than the named one is refused, and one that is not trained to its end', async () => {
  const { checkpoints } = await trainRecorded(source);
  const [half, startFrom] = checkpoints.map(({ bytes }) => bytes) as [Uint8Array, Uint8Array];
  const job = (change: Partial<TrainedJobSpec>) =>
    shrinkJob({ ...settings, lambda: 5, startsFrom, ...change } as Parameters<typeof shrinkJob>[0]);
  const refused = (spec: TrainedJobSpec, file: Uint8Array) =>
    expect(trainRecorded(spec, { startFrom: file })).rejects;
  await refused(job({}), half).toThrow(/model for size 1 that this job starts from was made after 20 of 40/);
  await refused(job({ seed: 3 }), startFrom).toThrow(/belongs to another job \(it differs in seed\)/);
  const other = { index: 0, lambda: { size: 2 } };
  await refused(job({ startsFrom: other }), startFrom).toThrow(/differs in lambda/);
});

test('layers that have further inputs for lambda begin without them', async () => {
  const state = decodeCheckpoint(await finalOf(source));
  const values = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const file = encodeCheckpoint({ ...state, weights: new Map([['kernel', { shape: [2, 2, 2], values }]]) });
  const kernel = tf.variable(tf.ones([2, 3, 2]));
  const told = tf.variable(tf.ones([1]));
  const conditioningVariables = new Map([['told', told]]);
  const model = { variables: new Map([['kernel', kernel], ...conditioningVariables]), conditioningVariables };
  startWeights(file, shrinkJob({ ...settings, startsFrom }), { ...model, run: {} } as unknown as OpenModel);
  expect([...kernel.dataSync()]).toEqual([1, 2, 3, 4, 0, 0, 5, 6, 7, 8, 0, 0]);
  expect([...told.dataSync()]).toEqual([1]);
  tf.dispose([kernel, told]);
});
