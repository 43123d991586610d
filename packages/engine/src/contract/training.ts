import { expect, it } from 'vitest';
import { adamUpdate } from '../adam-update.ts';
import { tf } from '../tf.ts';
import { type Compute, expectReference } from './compare.ts';
import { SmallModel } from './small-model.ts';

/** Steps of a training run, and those over which nothing may grow. */
export interface Lengths {
  run: number;
  growth: number;
}
export const USUAL_LENGTHS: Lengths = { run: 12, growth: 50 };
export const SLOW_LENGTHS: Lengths = { run: 3, growth: 6 };

/** The losses and final weights of a short training run on the current backend. */
export async function shortRun(
  steps: number = USUAL_LENGTHS.run,
): Promise<{ losses: number[]; weights: number[] }> {
  const model = new SmallModel();
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) losses.push(await model.step());
  const weights = await model.values();
  model.dispose();
  return { losses, weights };
}

/** By the number of steps: the engines of a file have the same one, and it takes ten times as long as theirs. */
const referenceRuns = new Map<number, ReturnType<typeof shortRun>>();

async function referenceRun(steps: number): ReturnType<typeof shortRun> {
  const backend = tf.getBackend();
  await tf.setBackend('cpu');
  const run = referenceRuns.get(steps) ?? shortRun(steps);
  referenceRuns.set(steps, run);
  await run;
  await tf.setBackend(backend);
  return run;
}

export function trainingContract(isDeterministic: () => boolean, lengths: Lengths): void {
  it('updates a variable as Adam does', async () => {
    const compute: Compute = (parameter, gradient, firstMoment, secondMoment) => {
      const state = { parameter, gradient, firstMoment, secondMoment: tf.square(secondMoment) };
      const settings = {
        learningRate: 0.01,
        beta1: 0.9,
        beta2: 0.99,
        epsilon: 1e-6,
        step: 3,
        weightDecay: 0.1,
      };
      return Object.values(adamUpdate(state, settings));
    };
    for (const size of [1, 6, 4003]) await expectReference(compute, [[size], [size], [size], [size]], size);
  });

  it('trains a small model as the reference does', async () => {
    const found = await shortRun(lengths.run);
    const expected = await referenceRun(lengths.run);
    expect(found.losses.at(-1)).toBeLessThan(found.losses[0] ?? 0);
    for (const [step, loss] of expected.losses.entries()) {
      expect(
        Math.abs((found.losses[step] ?? Number.NaN) - loss) / Math.abs(loss),
        `step ${step}`,
      ).toBeLessThan(1e-3);
    }
  });

  it('gives the same bits for the same run', async (context) => {
    if (!isDeterministic()) context.skip('the engine does not promise it');
    expect(await shortRun(lengths.run)).toEqual(await shortRun(lengths.run));
  });

  it('holds on to nothing from step to step', async () => {
    const model = new SmallModel();
    await model.step();
    const before = { ...tf.memory() };
    for (let step = 0; step < lengths.growth; step++) await model.step();
    const after = tf.memory();
    expect(after.numTensors).toBe(before.numTensors);
    expect(after.numDataBuffers).toBe(before.numDataBuffers);
    expect(after.numBytes).toBe(before.numBytes);
    model.dispose();
  });
}
