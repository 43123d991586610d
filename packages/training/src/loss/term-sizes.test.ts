import { expect, test } from 'vitest';
import { decodeCheckpoint } from '../checkpoint/checkpoint.ts';
import { shrinkJob } from '../testing/shrink-task.ts';
import { trainRecorded } from '../testing/train-recorded.ts';
import { useEngine } from '../testing/use-engine.ts';
import { createTermSizes } from './term-sizes.ts';

useEngine();

test('a step long ago counts less for the sizes than the last ones', () => {
  const sizes = createTermSizes();
  expect(sizes.means()).toBeUndefined();
  sizes.add([8, 1]);
  expect(sizes.means()).toEqual([expect.closeTo(8, 9), expect.closeTo(1, 9)]);
  for (let step = 0; step < 500; step++) sizes.add([2, 1]);
  expect(sizes.means()).toEqual([expect.closeTo(2, 1), expect.closeTo(1, 9)]);
  const resumed = createTermSizes(JSON.parse(JSON.stringify(sizes.state())));
  resumed.add([3, 3]);
  sizes.add([3, 3]);
  expect(resumed.state()).toEqual(sizes.state());
});

test('are those of the losses, also beside the norm of the gradients', async () => {
  const optimiser = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, lossBalance: 1 } as const;
  // So small a rate that each loss stays near what it is at first.
  const still = { steps: 30, batchSize: 64, learningRate: 1e-9, metricsEverySteps: 30 };
  for (const clipped of [{}, { maxGradientNorm: 1 }]) {
    const job = shrinkJob({ ...still, optimiser: { ...optimiser, ...clipped }, evaluation: { examples: 8 } });
    const { metrics, checkpoints } = await trainRecorded(job);
    const mean = (name: string) => metrics.find((point) => point.name === `loss/${name}`)!.value as number;
    const { weight = 0, sums = [] } = decodeCheckpoint(checkpoints.at(-1)!.bytes).termSizes ?? {};
    const found = sums.map((sum) => sum / weight);
    expect(found.map((size, term) => size / mean(term === 0 ? 'fit' : 'size'))).toEqual([
      expect.closeTo(1, 1),
      expect.closeTo(1, 1),
    ]);
  }
});
