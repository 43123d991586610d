import { expect, it } from 'vitest';
import { adamUpdate } from '../adam-update.ts';
import { tf } from '../tf.ts';
import { type Compute, expectReference } from './compare.ts';
import { SmallModel } from './small-model.ts';

const STEPS = 12;
const GROWTH_STEPS = 150;

/** The losses and final weights of a short training run on the current backend. */
export function shortRun(): { losses: number[]; weights: number[] } {
  const model = new SmallModel();
  const losses = Array.from({ length: STEPS }, () => model.step());
  const weights = model.values();
  model.dispose();
  return { losses, weights };
}

export function trainingContract(isDeterministic: () => boolean): void {
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
    const backend = tf.getBackend();
    const found = shortRun();
    await tf.setBackend('cpu');
    const expected = shortRun();
    await tf.setBackend(backend);
    expect(found.losses.at(-1)).toBeLessThan(found.losses[0] ?? 0);
    for (const [step, loss] of expected.losses.entries()) {
      expect(
        Math.abs((found.losses[step] ?? Number.NaN) - loss) / Math.abs(loss),
        `step ${step}`,
      ).toBeLessThan(1e-3);
    }
  });

  it('gives the same bits for the same run', () => {
    if (isDeterministic()) expect(shortRun()).toEqual(shortRun());
  });

  it('holds on to nothing from step to step', () => {
    const model = new SmallModel();
    model.step();
    const before = { ...tf.memory() };
    for (let step = 0; step < GROWTH_STEPS; step++) model.step();
    const after = tf.memory();
    expect(after.numTensors).toBe(before.numTensors);
    expect(after.numDataBuffers).toBe(before.numDataBuffers);
    expect(after.numBytes).toBe(before.numBytes);
    model.dispose();
  });
}
