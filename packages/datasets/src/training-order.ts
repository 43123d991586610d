/** Which examples make up batch `index`: a new order every epoch, each example exactly once in it. */
import { randomStream } from '@yoto/core';
import { keyedPermutation, type Permutation } from './keyed-permutation.ts';

/**
 * Example indices of a training batch, a pure function of (exampleCount, batchSize, seed, batchIndex). Batches
 * are cut from the epochs' orders laid end to end, so one batch may span two epochs and nothing is left out.
 */
export function trainingBatch(
  exampleCount: number,
  batchSize: number,
  seed: number,
  batchIndex: number,
): number[] {
  const start = batchIndex * batchSize;
  let epoch = -1;
  let order: Permutation = () => 0;
  return Array.from({ length: batchSize }, (_, place) => {
    const position = start + place;
    const itsEpoch = Math.floor(position / exampleCount);
    if (itsEpoch !== epoch) {
      epoch = itsEpoch;
      order = keyedPermutation(exampleCount, randomStream(seed, 'training-order', epoch));
    }
    return order(position - epoch * exampleCount);
  });
}
