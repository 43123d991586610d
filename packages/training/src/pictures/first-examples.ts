import type { Batches, HostArray, HostBatch } from '../task.ts';
import { batchExamples } from '../train/batch-tensors.ts';

/**
 * The first `most` examples of `batches` as one batch, or fewer where there are fewer; batches of other shapes than
 * the first (photographs at their own sizes) end it.
 */
export async function firstExamples(batches: Batches, most: number): Promise<HostBatch> {
  let all = await batches.at(0);
  for (let index = 1; index < batches.count && batchExamples(all) < most; index++) {
    const next = await batches.at(index);
    if (!areAlike(all, next)) break;
    all = mapArrays(all, (array, name) => concatenated(array, next[name] as HostArray));
  }
  const examples = Math.min(most, batchExamples(all));
  return mapArrays(all, (array) => beginning(array, examples));
}

const mapArrays = (batch: HostBatch, change: (array: HostArray, name: string) => HostArray): HostBatch =>
  Object.fromEntries(Object.entries(batch).map(([name, array]) => [name, change(array, name)]));

function areAlike(one: HostBatch, other: HostBatch): boolean {
  const shapes = (batch: HostBatch) =>
    JSON.stringify(Object.entries(batch).map(([name, { shape }]) => [name, shape.slice(1)]));
  return shapes(one) === shapes(other);
}

function concatenated(first: HostArray, second: HostArray): HostArray {
  const [examples = 0, ...rest] = first.shape;
  const Data = first.data instanceof Int32Array ? Int32Array : Float32Array;
  const data = new Data(first.data.length + second.data.length);
  data.set(first.data);
  data.set(second.data, first.data.length);
  return { shape: [examples + (second.shape[0] ?? 0), ...rest], data };
}

function beginning({ shape, data }: HostArray, examples: number): HostArray {
  const [all = 1, ...rest] = shape;
  return { shape: [examples, ...rest], data: data.slice(0, (data.length / all) * examples) };
}
