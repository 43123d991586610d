import { AppError } from '@yoto/core';
import { tf } from '@yoto/engine';
import type { BatchTensors, HostArray, HostBatch } from '../task.ts';

/** How many examples a batch has: the first dimension that all its arrays share. */
export function batchExamples(batch: HostBatch): number {
  const sizes = new Set(Object.values(batch).map((array) => array.shape[0] ?? 0));
  const [examples = 0] = sizes;
  if (sizes.size === 1 && examples > 0) return examples;
  const found = Object.entries(batch).map(([name, { shape }]) => `${name} [${shape}]`);
  throw new AppError(
    'internal',
    `The arrays of a batch must have the same number of examples: ${found.join(', ')}`,
  );
}

/** Copies a batch to the engine; the caller disposes of the tensors (or calls this within `tf.tidy`). */
export function uploadBatch(batch: HostBatch): BatchTensors {
  return Object.fromEntries(Object.entries(batch).map(([name, array]) => [name, upload(array)]));
}

function upload({ data, shape }: HostArray): tf.Tensor {
  return tf.tensor(data, [...shape], data instanceof Int32Array ? 'int32' : 'float32');
}
