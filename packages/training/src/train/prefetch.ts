import type { Batches, HostBatch } from '../task.ts';

/** Batches in order, each made while the one before is computed with. */
export interface Prefetcher {
  next(): Promise<HostBatch>;
  /** Resolves when nothing is being made any more, so that the data can be closed. */
  settled(): Promise<void>;
}

/** Yields the batches `first` to `end - 1`. */
export function prefetch(batches: Batches, first: number, end: number): Prefetcher {
  let index = first;
  let pending = load();

  function load(): Promise<HostBatch> | undefined {
    if (index >= end) return undefined;
    const batch = batches.at(index++);
    // The failure is met when the batch is asked for; until then it must not count as unhandled.
    batch.catch(() => {});
    return batch;
  }
  return {
    async next() {
      const batch = await pending;
      if (!batch) throw new RangeError(`There is no batch after ${end - 1}`);
      pending = load();
      return batch;
    },
    async settled() {
      await pending?.catch(() => {});
    },
  };
}
