import { expect, test } from 'vitest';
import type { Batches, HostBatch } from '../task.ts';
import { prefetch } from './prefetch.ts';

const batch = (index: number): HostBatch => ({ x: { shape: [1], data: Float32Array.of(index) } });
const endless = (at: Batches['at']): Batches => ({ count: Number.POSITIVE_INFINITY, at });

/** Batches that are made when the test says so, in any order; `asked` are the indices so far. */
function batchesOnDemand() {
  const makers = new Map<number, () => void>();
  const asked: number[] = [];
  const at = (index: number) => {
    asked.push(index);
    return new Promise<HostBatch>((resolve) => makers.set(index, () => resolve(batch(index))));
  };
  return { asked, at, make: (index: number) => makers.get(index)?.() };
}

test('asks for a bounded number ahead, for each once, and for none beyond the end', async () => {
  const asked: number[] = [];
  const batches = prefetch(
    endless(async (index) => {
      asked.push(index);
      return batch(index);
    }),
    5,
    10,
    2,
  );
  expect(asked).toEqual([5, 6]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked).toEqual([5, 6]);
  expect(await batches.next()).toEqual(batch(5));
  expect(asked).toEqual([5, 6, 7]);
  for (const index of [6, 7, 8, 9]) expect(await batches.next()).toEqual(batch(index));
  expect(asked).toEqual([5, 6, 7, 8, 9]);
  await expect(batches.next()).rejects.toThrow(RangeError);
});

test('gives them in order, in whatever order they get ready', async () => {
  const { at, make } = batchesOnDemand();
  const batches = prefetch(endless(at), 0, 3, 3);
  for (const index of [2, 1, 0]) make(index);
  for (const index of [0, 1, 2]) expect(await batches.next()).toEqual(batch(index));
});

test('settles when what was asked for is made, and asks for no more', async () => {
  const { asked, at, make } = batchesOnDemand();
  const batches = prefetch(endless(at), 0, 9, 2);
  let isSettled = false;
  const settled = batches.settled().then(() => {
    isSettled = true;
  });
  make(1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isSettled).toBe(false);
  make(0);
  await settled;
  expect(asked).toEqual([0, 1]);
});

test.each([
  ['rejects', () => Promise.reject(new Error('unreadable'))],
  [
    'throws',
    () => {
      throw new Error('unreadable');
    },
  ],
])('a task that %s: the failure is met when its batch is asked for', async (_how, fail) => {
  const batches = prefetch(
    endless((index) => (index === 1 ? fail() : Promise.resolve(batch(index)))),
    0,
    9,
  );
  await batches.settled();
  expect(await batches.next()).toEqual(batch(0));
  await expect(batches.next()).rejects.toThrow('unreadable');
});
