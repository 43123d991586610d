import { expect, test } from 'vitest';
import { trainingBatch } from './training-order.ts';

const examples = (count: number, batchSize: number, seed: number, batches: number) =>
  Array.from({ length: batches }, (_, index) => trainingBatch(count, batchSize, seed, index)).flat();

test('every epoch has each example once, in another order, though batches span epochs', () => {
  const drawn = examples(50, 8, 1, 25);
  const epochs = [0, 1, 2, 3].map((epoch) => drawn.slice(epoch * 50, (epoch + 1) * 50));
  for (const epoch of epochs) expect(new Set(epoch).size).toBe(50);
  expect(new Set(epochs.map((epoch) => epoch.join())).size).toBe(4);
});

test('a batch is a function of seed and index', () => {
  expect(trainingBatch(1000, 32, 7, 12)).toEqual(trainingBatch(1000, 32, 7, 12));
  expect(trainingBatch(1000, 32, 7, 12)).not.toEqual(trainingBatch(1000, 32, 8, 12));
});

test('a batch may be larger than the data set', () => {
  expect(trainingBatch(3, 9, 1, 0).toSorted()).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
});
