import { tf } from '@yoto/engine';
import { describe, expect, test } from 'vitest';
import { shrinkJob } from '../testing/shrink-task.ts';
import { type Recording, trainRecorded } from '../testing/train-recorded.ts';
import { useEngine } from '../testing/use-engine.ts';
import { clipGradients, squaredNorm } from './clip-gradients.ts';

useEngine();

const gradientsOf = () =>
  new Map<string, tf.Tensor>([
    ['a', tf.tensor1d([3, 0])],
    ['b', tf.tensor2d([[4]])],
  ]);
const values = (gradients: ReadonlyMap<string, tf.Tensor>) =>
  [...gradients.values()].flatMap((gradient) => [...gradient.dataSync()]);

describe('clipping', () => {
  test('the norm is that of all gradients together', () => {
    expect(tf.tidy(() => squaredNorm(gradientsOf()).dataSync()[0])).toBeCloseTo(25, 5);
    expect(tf.tidy(() => squaredNorm(new Map()).dataSync()[0])).toBe(0);
  });

  test('long gradients are shortened in their direction, short ones left alone, and no tensor is left behind', () => {
    const gradients = gradientsOf();
    const before = tf.memory().numTensors;
    clipGradients(gradients, 5, 10);
    expect(values(gradients)).toEqual([3, 0, 4]);
    clipGradients(gradients, 5, 2.5);
    expect(values(gradients)).toEqual([1.5, 0, 2]);
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([...gradients.values()]);
  });

  test('a norm that is not finite leaves the gradients to the caller', () => {
    const gradients = gradientsOf();
    for (const norm of [Number.POSITIVE_INFINITY, Number.NaN]) {
      clipGradients(gradients, norm, 1);
      expect(values(gradients)).toEqual([3, 0, 4]);
    }
    tf.dispose([...gradients.values()]);
  });
});

test('a job clips gradients longer than its optimiser allows, and their norm is a metric', async () => {
  const spec = shrinkJob({
    steps: 40,
    batchSize: 8,
    metricsEverySteps: 10,
    checkpoint: { everySteps: 40 },
    evaluation: { everySteps: 40, examples: 20 },
  });
  const train = (maxGradientNorm?: number) =>
    trainRecorded({
      ...spec,
      optimiser: { ...spec.optimiser, ...(maxGradientNorm === undefined ? {} : { maxGradientNorm }) },
    });
  const norms = ({ metrics }: Recording) =>
    metrics.filter(({ name }) => name === 'gradientNorm').map(({ value }) => value as number);
  const [free, loose, tight] = [await train(), await train(1e6), await train(1e-9)];
  // Of the last step of each window where nothing is clipped, and the mean of the window where something may be.
  const each = await trainRecorded({ ...spec, metricsEverySteps: 1 });
  expect(norms(free)).toEqual(norms(each).filter((_, index) => (index + 1) % spec.metricsEverySteps === 0));
  expect(each.evaluations).toEqual(free.evaluations);
  expect(norms(loose)).toHaveLength(spec.steps / spec.metricsEverySteps);
  expect(Math.min(...norms(loose))).toBeGreaterThan(1e-6);
  expect(loose.evaluations).toEqual(free.evaluations);
  // Gradients far below Adam's epsilon move nothing.
  const losses = ({ evaluations }: Recording) => evaluations.at(-1)?.losses;
  expect(losses(tight)).not.toEqual(losses(free));
});
