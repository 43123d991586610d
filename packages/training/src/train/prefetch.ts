import type { Batches, HostBatch } from '../task.ts';

/**
 * Batches that are ready or being made at a time. Enough to last through an evaluation's short pauses and through a
 * batch that is slow to read; each costs the memory of a batch.
 */
const BATCHES_AHEAD = 4;

/** Batches in order, made while others are computed with. */
export interface Prefetcher {
  next(): Promise<HostBatch>;
  /** Resolves when nothing is being made any more, so that the data can be closed. */
  settled(): Promise<void>;
}

/** Yields the batches `first` to `end - 1`; never asks for more than `ahead` that have not been taken. */
export function prefetch(
  batches: Batches,
  first: number,
  end: number,
  ahead: number = BATCHES_AHEAD,
): Prefetcher {
  const asked: Promise<HostBatch>[] = [];
  let index = first;

  /** A task that throws at once is one whose batch fails. */
  const make = async (place: number) => batches.at(place);

  function askAhead(): void {
    while (asked.length < ahead && index < end) {
      const batch = make(index++);
      // The failure is met when the batch is asked for; until then it must not count as unhandled.
      batch.catch(() => {});
      asked.push(batch);
    }
  }

  askAhead();
  return {
    async next() {
      const batch = await asked.shift();
      if (!batch) throw new RangeError(`There is no batch after ${end - 1}`);
      askAhead();
      return batch;
    },
    async settled() {
      await Promise.allSettled(asked);
    },
  };
}
